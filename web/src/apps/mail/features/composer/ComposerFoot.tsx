/** Send, attach, the rarer things in a menu, discard. */
import { lazy, Suspense, useRef, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import {
  IconArrowUpRight,
  IconFolderSymlink,
  IconPaperclip,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { patchComposer } from '@/apps/mail/client/composers';
import { discard } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import { ConfidentialButton } from './ConfidentialButton';
import { Extras } from './Extras';
import { MoreMenu } from './MoreMenu';
import { SaveStateWords } from './SaveStateWords';
import { SendButton } from './SendButton';
import type { Sending } from './useSend';
import classes from './composer.module.css';

const DriveDialog = lazy(() => import('./DriveDialog'));

interface Props {
  compose: Compose;
  sending: Sending;
  onFiles: (files: readonly File[]) => void;
}

export function ComposerFoot({ compose, sending, onFiles }: Props) {
  const { t } = useTranslation('mail');
  const { key } = compose;
  const [isInDrive, setInDrive] = useState(false);
  return (
    <footer className={classes.foot}>
      <Extras compose={compose} />
      <div className={classes.footRow}>
        <SendButton compose={compose} onSend={(at) => void sending.send(at)} />
        <AttachButton onFiles={onFiles} />
        <Deed label={t('drive.insert')} icon={IconFolderSymlink} run={() => setInDrive(true)} />
        <ConfidentialButton compose={compose} />
        <MoreMenu compose={compose} />
        <span className={classes.grow} />
        {compose.place === 'inline' && <SaveStateWords state={compose.state} />}
        {compose.place === 'inline' && (
          <Deed
            label={t('window.open')}
            icon={IconArrowUpRight}
            run={() => patchComposer(key, { place: 'dock' })}
          />
        )}
        <Deed
          label={t('discard')}
          icon={IconTrash}
          run={() => void discard(key, t('discard.done'))}
        />
      </div>
      {isInDrive && (
        <Suspense>
          <DriveDialog composeKey={key} onClose={() => setInDrive(false)} />
        </Suspense>
      )}
    </footer>
  );
}

interface DeedProps {
  label: string;
  icon: Icon;
  run: () => void;
}

function Deed({ label, icon: Icon, run }: DeedProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      onClick={run}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}

function AttachButton({ onFiles }: { onFiles: Props['onFiles'] }) {
  const { t } = useTranslation('mail');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('attach')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Deed label={t('attach')} icon={IconPaperclip} run={() => input.current?.click()} />
    </>
  );
}
