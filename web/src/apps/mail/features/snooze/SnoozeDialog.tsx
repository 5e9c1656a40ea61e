/** Until when a conversation may sleep: the usual times, or one of one's own. */
import { useState } from 'react';
import { Button, Modal, TextInput } from '@mantine/core';
import { IconCalendarTime, IconCoffee, IconMoon, IconSofa, IconSun } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { useFormats } from '@/platform/time';
import { localOf, napsAt, untilOf, type Nap } from '@/apps/mail/model/snooze';
import { useVerbs } from '../useVerbs';
import { closeSnooze, useSleepers, type Sleepers } from './asking';
import classes from './snooze.module.css';

const icons: Record<Nap, typeof IconMoon> = {
  today: IconMoon,
  tomorrow: IconSun,
  weekend: IconSofa,
  week: IconCoffee,
};
const HOUR_MS = 3_600_000;

export function SnoozeDialog() {
  const { t } = useTranslation('mail');
  const sleepers = useSleepers();
  return (
    <Modal
      opened={sleepers !== null}
      onClose={closeSnooze}
      title={t('snooze.until')}
      size={360}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {sleepers && <Choices sleepers={sleepers} />}
    </Modal>
  );
}

function Choices({ sleepers }: { sleepers: Sleepers }) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const { relative } = useFormats();
  const zone = useMe().time_zone || 'UTC';
  const [now] = useState(() => Date.now());
  const snooze = (until: string) => {
    verbs.snooze(sleepers.threads, until);
    closeSnooze();
    sleepers.onDone();
  };
  return (
    <>
      <ul className={classes.naps}>
        {napsAt(now, zone).map(({ nap, until }, index) => {
          const Icon = icons[nap];
          return (
            <li key={nap}>
              <button
                type="button"
                className={classes.nap}
                data-autofocus={index === 0 || undefined}
                onClick={() => snooze(until)}
              >
                <Icon size={18} stroke={1.75} aria-hidden />
                <span>{t(`snooze.${nap}`)}</span>
                <time dateTime={until}>{relative(until)}</time>
              </button>
            </li>
          );
        })}
      </ul>
      <OwnTime zone={zone} now={now} onChosen={snooze} />
    </>
  );
}

interface OwnProps {
  zone: string;
  now: number;
  onChosen: (until: string) => void;
}

function OwnTime({ zone, now, onChosen }: OwnProps) {
  const { t } = useTranslation('mail');
  const [local, setLocal] = useState(() => localOf(now + 24 * HOUR_MS, zone));
  const until = untilOf(local, zone);
  const isPast = until !== '' && Date.parse(until) <= now;
  return (
    <form
      className={classes.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (until && !isPast) onChosen(until);
      }}
    >
      <TextInput
        type="datetime-local"
        label={t('snooze.own')}
        description={t('snooze.zone', { zone: zone.replace(/_/g, ' ') })}
        leftSection={<IconCalendarTime size={16} stroke={1.75} />}
        value={local}
        min={localOf(now, zone)}
        error={isPast ? t('snooze.past') : null}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!until || isPast}>
        {t('snooze')}
      </Button>
    </form>
  );
}
