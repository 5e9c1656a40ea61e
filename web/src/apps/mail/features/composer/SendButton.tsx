/** Send, and beside it the ways to send later. */
import { lazy, Suspense, useState } from 'react';
import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCalendarClock, IconChevronDown, IconSend } from '@tabler/icons-react';
import { currentLocale, useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { longestHold } from '@/apps/mail/client/sending';
import type { Compose } from '@/apps/mail/model/compose';
import { presetsAt } from '@/apps/mail/model/times';
import classes from './composer.module.css';

const ScheduleDialog = lazy(() => import('./ScheduleDialog'));

interface Props {
  compose: Compose;
  onSend: (at: string | null) => void;
}

export function SendButton({ compose, onSend }: Props) {
  const { t } = useTranslation('mail');
  const isUploading = compose.attachments.some((file) => !file.blobId && !file.hasFailed);
  const { data: hold = 0 } = useQuery({
    queryKey: ['mail-hold', compose.accountId],
    queryFn: () => longestHold(compose.accountId),
    staleTime: Infinity,
  });
  const isSending = compose.state === 'sending';
  return (
    <Button.Group className={classes.send ?? ''}>
      <Button
        leftSection={<IconSend size={18} stroke={1.75} />}
        loading={isSending}
        title={isUploading ? t('send.uploading') : t('send.keys')}
        onClick={() => onSend(null)}
      >
        {t('send')}
      </Button>
      {hold > 0 && <Later isOff={isSending} onPick={onSend} />}
    </Button.Group>
  );
}

const SHORT: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
};

function Later({ isOff, onPick }: { isOff: boolean; onPick: (at: string) => void }) {
  const { t } = useTranslation('mail');
  const { time_zone: zone } = useMe();
  const clock = new Intl.DateTimeFormat(currentLocale(), { ...SHORT, timeZone: zone });
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <Menu position="top-start" shadow="md" width={320}>
        <Menu.Target>
          <Button px={6} disabled={isOff} aria-label={t('later')} title={t('later')}>
            <IconChevronDown size={16} stroke={2} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('later')}</Menu.Label>
          {presetsAt(new Date(), zone).map(({ preset, at }) => (
            <Menu.Item
              key={preset}
              rightSection={<small className={classes.when}>{clock.format(at)}</small>}
              onClick={() => onPick(at.toISOString())}
            >
              {t(`later.${preset}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconCalendarClock size={18} stroke={1.75} />}
            onClick={() => setChoosing(true)}
          >
            {t('later.choose')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChoosing && (
        <Suspense>
          <ScheduleDialog
            onClose={() => setChoosing(false)}
            onPick={(at) => {
              setChoosing(false);
              onPick(at);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
