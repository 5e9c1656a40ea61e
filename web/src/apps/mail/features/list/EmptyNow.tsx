/** Trash and junk can be emptied at once. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { confirm, toast } from '@/ui';
import { emptyMailbox } from '@/apps/mail/client/act';
import { useMail } from '../MailContext';
import classes from './list.module.css';

export function EmptyNow({ isEmpty }: { isEmpty: boolean }) {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId } = useMail();
  const box = boxes.find((it) => it.id === boxId);
  const [isBusy, setBusy] = useState(false);
  if (!box || (box.role !== 'trash' && box.role !== 'junk') || isEmpty) return null;
  async function empty(): Promise<void> {
    const isSure = await confirm({
      title: t('empty.title', { name: t(`box.${box?.role ?? 'trash'}`) }),
      body: t('destroy.body'),
      action: t('empty.now'),
      isDangerous: true,
    });
    if (!isSure) return;
    setBusy(true);
    await emptyMailbox(account.id, boxId).catch(toast.problem);
    setBusy(false);
  }
  return (
    <div className={classes.note}>
      <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void empty()}>
        {t('empty.now')}
      </Button>
    </div>
  );
}
