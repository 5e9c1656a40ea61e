/** Over a message that waits for its time: when it goes out, and the way to take it back. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconCalendarClock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { jmap, type GetResult } from '@/platform/jmap';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { toast } from '@/ui';
import { openDraft } from '@/apps/mail/client/opening';
import { takeBack } from '@/apps/mail/client/storing';
import { byRole, isIn, type Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import classes from './composer.module.css';

interface Scheduled {
  submissionId: string;
  sendAt: string;
}

type Read = GetResult<{ id: string; scheduled: Scheduled | null }>;

export function ScheduledBanner({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const { account, boxes } = useMail();
  const [isRunning, setRunning] = useState(false);
  const isWaiting = isIn(email, byRole(boxes, 'scheduled')?.id ?? '');
  const { data } = useQuery({
    queryKey: ['mail', account.id, 'scheduled', email.id],
    enabled: isWaiting,
    queryFn: async () => {
      const args = { accountId: account.id, ids: [email.id], properties: ['scheduled'] };
      return (await jmap.call<Read>('Email/get', args)).list[0]?.scheduled ?? null;
    },
  });
  if (!isWaiting || !data) return null;
  const { submissionId, sendAt } = data;
  async function cancel(): Promise<void> {
    setRunning(true);
    try {
      await takeBack(account.id, submissionId);
      await openDraft(account.id, email, 'dock');
      toast.show(t('sent.undone'));
    } catch (error) {
      toast.problem(error);
    } finally {
      setRunning(false);
    }
  }
  return (
    <div className={classes.scheduled}>
      <IconCalendarClock size={18} stroke={1.75} aria-hidden />
      <span>{t('sent.later', { at: exact(sendAt) })}</span>
      <Button size="xs" variant="default" loading={isRunning} onClick={() => void cancel()}>
        {t('later.cancel')}
      </Button>
    </div>
  );
}
