/** Attachments one after the other, over the whole screen: pictures, PDF and text. */
import { useEffect, useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState } from '@/ui';
import { downloadHref } from '@/apps/mail/client/threads';
import type { BodyPart } from '@/apps/mail/model/mail';
import { lookOf } from '@/apps/mail/model/preview';
import { Tool } from '../Tool';
import classes from './lightbox.module.css';

interface Props {
  files: readonly BodyPart[];
  accountId: string;
  first: number;
  onClose: () => void;
}

export default function Lightbox({ files, accountId, first, onClose }: Props) {
  const { t } = useTranslation('mail');
  const [at, setAt] = useState(first);
  const file = files[at];
  if (!file) return null;
  const name = file.name || t('file');
  const href = downloadHref(accountId, file.blobId ?? '', name, file.type);
  const step = (by: number) => setAt(Math.max(0, Math.min(files.length - 1, at + by)));
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      withCloseButton={false}
      padding={0}
      aria-label={name}
      classNames={{ body: classes.body, content: classes.content }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(1);
        else if (event.key === 'ArrowLeft') step(-1);
      }}
    >
      <header className={classes.head}>
        <h2>{name}</h2>
        {files.length > 1 && (
          <>
            <Tool label={t('preview.previous')} icon={IconChevronLeft} run={() => step(-1)} />
            <span>{t('preview.place', { at: at + 1, count: files.length })}</span>
            <Tool label={t('preview.next')} icon={IconChevronRight} run={() => step(1)} />
          </>
        )}
        <Button
          component="a"
          href={href}
          download={name}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          {t('preview.download')}
        </Button>
        <Tool label={t('close')} icon={IconX} run={onClose} />
      </header>
      <Sight key={at} file={file} name={name} address={`${href}&inline=1`} />
    </Modal>
  );
}

interface SightProps {
  file: BodyPart;
  name: string;
  address: string;
}

function Sight({ file, name, address }: SightProps) {
  const { t } = useTranslation('mail');
  const look = lookOf(file);
  if (look === 'image') {
    return (
      <div className={classes.stage}>
        <img src={address} alt={name} />
      </div>
    );
  }
  if (look === 'pdf') return <Pdf name={name} address={address} />;
  if (look === 'text') return <Text name={name} address={address} />;
  return (
    <EmptyState drawing="list" title={t('preview.none')}>
      {t('preview.none.body')}
    </EmptyState>
  );
}

/** The browser's own reader, which needs a page without a sandbox around it. */
function Pdf({ name, address }: { name: string; address: string }) {
  const [url, setUrl] = useState('');
  const file = useQuery({
    queryKey: ['mail-pdf', address],
    gcTime: 60_000,
    queryFn: async () => (await send(address)).arrayBuffer(),
  });
  const { data } = file;
  useEffect(() => {
    if (!data) return undefined;
    const made = URL.createObjectURL(new Blob([data], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <QueryState query={file} isEmpty={!data}>
      {url && <iframe className={classes.pdf} src={url} title={name} />}
    </QueryState>
  );
}

function Text({ name, address }: { name: string; address: string }) {
  const text = useQuery({
    queryKey: ['mail-text', address],
    gcTime: 60_000,
    queryFn: async () => (await send(address)).text(),
  });
  return (
    <QueryState query={text} isEmpty={text.data === undefined}>
      <div className={classes.page} tabIndex={0} role="region" aria-label={name}>
        <pre>{text.data}</pre>
      </div>
    </QueryState>
  );
}
