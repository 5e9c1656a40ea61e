/** On phones, where the side bar is out of sight: the way to write, under the thumb. */
import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { write } from '@/apps/mail/client/opening';
import { useMail } from '../MailContext';
import classes from './list.module.css';

export function WriteButton() {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  if (!account.maySend) return null;
  return (
    <ActionIcon
      className={classes.write ?? ''}
      size={56}
      radius="xl"
      aria-label={t('write')}
      onClick={() => void write(account.id).catch(toast.problem)}
    >
      <IconPencil size={24} stroke={1.75} />
    </ActionIcon>
  );
}
