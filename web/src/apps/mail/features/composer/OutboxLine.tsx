/** What waits for a connection, at the lower edge: how many, and a way to go on writing each. */
import { Button, Menu } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { addComposer } from '@/apps/mail/client/composers';
import type { KeptDraft } from '@/apps/mail/client/draftStore';
import { noteFile } from '@/apps/mail/client/files';
import { takeOut, useOutbox, workOff } from '@/apps/mail/client/outbox';
import { restored } from '@/apps/mail/client/restoring';
import classes from './composer.module.css';

export function OutboxLine() {
  const { t } = useTranslation('mail');
  const { waiting, refused } = useOutbox();
  if (waiting.length === 0) return null;
  const hasFailed = waiting.some((it) => refused.has(it.key));
  async function open(kept: KeptDraft): Promise<void> {
    await takeOut(kept);
    for (const [key, file] of Object.entries(kept.files)) noteFile(key, file);
    addComposer({ ...restored(kept), state: 'changed' });
  }
  return (
    <Menu position="top-end" shadow="md" width={320}>
      <Menu.Target>
        <Button
          className={classes.outbox ?? ''}
          variant="default"
          leftSection={<IconCloudOff size={16} stroke={1.75} />}
          data-failed={hasFailed || undefined}
        >
          {hasFailed ? t('outbox.refused') : t('outbox', { count: waiting.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('outbox.body')}</Menu.Label>
        {waiting.map((kept) => (
          <Menu.Item key={kept.key} onClick={() => void open(kept)}>
            {kept.compose.subject || t('subject.none')}
            {refused.has(kept.key) && (
              <small className={classes.refusal}>{refused.get(kept.key)}</small>
            )}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void workOff()}>{t('outbox.now')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
