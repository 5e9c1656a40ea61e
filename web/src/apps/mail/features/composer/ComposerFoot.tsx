/** Send, attach, discard. */
import { useRef } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowUpRight, IconPaperclip, IconSend, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { confirm } from '@/ui';
import { patchComposer } from '@/apps/mail/client/composers';
import { discard } from '@/apps/mail/client/drafts';
import { attach } from '@/apps/mail/client/uploads';
import { isEmpty, type Compose } from '@/apps/mail/model/compose';
import { SaveStateWords } from './SaveStateWords';
import classes from './composer.module.css';

export function ComposerFoot({ compose, onSend }: { compose: Compose; onSend: () => void }) {
  const { t } = useTranslation('mail');
  const { key } = compose;
  const isUploading = compose.attachments.some((file) => !file.blobId && !file.hasFailed);
  async function throwAway(): Promise<void> {
    const question = {
      title: t('discard.title'),
      body: t('discard.body'),
      action: t('discard'),
      isDangerous: true,
    };
    if (compose.state === 'untouched' || isEmpty(compose) || (await confirm(question))) {
      await discard(key);
    }
  }
  return (
    <footer className={classes.foot}>
      <Button
        leftSection={<IconSend size={18} stroke={1.75} />}
        loading={compose.state === 'sending'}
        title={isUploading ? t('send.uploading') : t('send.keys')}
        onClick={onSend}
      >
        {t('send')}
      </Button>
      <AttachButton composeKey={key} />
      <span className={classes.grow} />
      {compose.place === 'inline' && <SaveStateWords state={compose.state} />}
      {compose.place === 'inline' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('window.open')}
          title={t('window.open')}
          onClick={() => patchComposer(key, { place: 'dock' })}
        >
          <IconArrowUpRight size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t('discard')}
        title={t('discard')}
        onClick={() => void throwAway()}
      >
        <IconTrash size={18} stroke={1.75} />
      </ActionIcon>
    </footer>
  );
}

function AttachButton({ composeKey }: { composeKey: string }) {
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
          attach(composeKey, [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t('attach')}
        title={t('attach')}
        onClick={() => input.current?.click()}
      >
        <IconPaperclip size={18} stroke={1.75} />
      </ActionIcon>
    </>
  );
}
