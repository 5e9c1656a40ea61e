/** Who, to whom, when: the whole head of a message. */
import { ActionIcon, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { KeyValues } from '@/ui';
import type { Head } from '@/apps/mail/model/mail';
import { addressText } from '@/apps/mail/model/people';
import classes from './thread.module.css';

export function Details({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const formats = useFormats();
  const isElsewhere = addressText(email.replyTo) !== addressText(email.from);
  return (
    <Popover width={380} position="bottom-start" withinPortal>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={20} aria-label={t('details')}>
          <IconChevronDown size={14} stroke={2} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.details}>
        <KeyValues
          items={[
            [t('from'), addressText(email.from)],
            [t('replyTo'), isElsewhere ? addressText(email.replyTo) : ''],
            [t('to'), addressText(email.to)],
            [t('cc'), addressText(email.cc)],
            [t('bcc'), addressText(email.bcc)],
            [t('date'), formats.exact(email.receivedAt)],
            [t('subject'), email.subject],
            [t('size'), formats.size(email.size)],
          ]}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
