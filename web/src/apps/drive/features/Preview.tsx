/** Looks at a file in the browser: pictures, PDF, text, sound and film. */
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState } from '@/ui';
import { lookOf, type Typed } from '../model/files';
import classes from './preview.module.css';

export interface Viewed extends Typed {
  id: string;
  name: string;
  size_bytes: number;
  has_preview: boolean;
}

interface Props {
  node: Viewed;
  /** Address that shows the file, and the one that downloads it. */
  inline: string;
  download: string;
}

export function Preview({ node, inline, download }: Props) {
  const { t } = useTranslation('drive');
  const look = lookOf(node);
  if (look === 'image') {
    return (
      <div className={classes.stage}>
        <img className={classes.image} src={inline} alt={node.name} />
      </div>
    );
  }
  if (look === 'pdf') return <iframe className={classes.pdf} src={inline} title={node.name} />;
  if (look === 'text') return <Text name={node.name} address={inline} />;
  if (look === 'audio' || look === 'video') {
    const Player = look;
    return (
      <div className={classes.stage}>
        <Player className={classes.player} src={inline} controls aria-label={node.name} />
      </div>
    );
  }
  const action = (
    <Button
      component="a"
      href={download}
      download
      leftSection={<IconDownload size={18} stroke={1.75} />}
    >
      {t('download')}
    </Button>
  );
  return (
    <EmptyState drawing="list" title={t('preview.none')} action={action}>
      {t('preview.none.body')}
    </EmptyState>
  );
}

function Text({ name, address }: { name: string; address: string }) {
  const text = useQuery({
    queryKey: ['text', address],
    queryFn: async () => (await send(address)).text(),
  });
  return (
    <QueryState query={text} isEmpty={text.data === undefined}>
      <div className={classes.page} tabIndex={0} role="region" aria-label={name}>
        <pre className={classes.text}>{text.data}</pre>
      </div>
    </QueryState>
  );
}
