/** The ways to answer, below the last message. */
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowBackUpDouble, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { hasMoreRecipients } from '@/apps/mail/model/compose';
import type { Head } from '@/apps/mail/model/mail';
import { useAnswer } from './useAnswer';
import { useStanding } from './useStanding';
import classes from './thread.module.css';

export function AnswerRow({ email, own }: { email: Head; own: readonly string[] }) {
  const { t } = useTranslation('mail');
  const answer = useAnswer();
  const standing = useStanding(email);
  const icon = { size: 18, stroke: 1.75 };
  return (
    <div className={classes.answers}>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp {...icon} />}
        onClick={() => answer('reply', email)}
      >
        {t('reply')}
      </Button>
      {hasMoreRecipients(email, own) && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUpDouble {...icon} />}
          onClick={() => answer('replyAll', email)}
        >
          {t('replyAll')}
        </Button>
      )}
      {standing?.role !== 'reader' && (
        <Button
          variant="default"
          leftSection={<IconArrowForwardUp {...icon} />}
          onClick={() => answer('forward', email)}
        >
          {t('forward')}
        </Button>
      )}
    </div>
  );
}
