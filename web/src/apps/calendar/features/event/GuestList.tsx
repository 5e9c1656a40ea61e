/** Who is invited and what they said. */
import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconHelp, IconUsers, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar } from '@/ui';
import type { EventOut, Guest } from '@/apps/calendar/client/types';
import { useTimes } from '../useTimes';
import classes from './card.module.css';

const FIRST_SHOWN = 6;
const states = ['accepted', 'tentative', 'declined', 'needs-action'] as const;

export function GuestList({ event }: { event: EventOut }) {
  const { t } = useTranslation('calendar');
  const [isOpen, setOpen] = useState(false);
  const { organizer } = event;
  const people = event.guests.filter((it) => !it.is_resource);
  const shown = isOpen ? people : people.slice(0, FIRST_SHOWN);
  const counts = states
    .map((state) => [state, people.filter((it) => (it.status || 'needs-action') === state).length])
    .filter(([, count]) => count !== 0)
    .map(([state, count]) => t(`guests.state.${state}`, { count: Number(count) }));
  const rooms = event.guests.filter((it) => it.is_resource);
  return (
    <div className={classes.line}>
      <IconUsers size={18} stroke={1.75} aria-hidden />
      <div className={classes.guests}>
        <div>{t('guests.count', { count: people.length })}</div>
        <small>{counts.join(' · ')}</small>
        {organizer && !organizer.is_me && (
          <small>{t('guests.by', { name: organizer.name || organizer.email })}</small>
        )}
        <ul aria-label={t('guests')}>
          {[...shown, ...rooms].map((it) => (
            <GuestLine key={it.email} guest={it} />
          ))}
        </ul>
        {people.length > shown.length && (
          <UnstyledButton className={classes.all} onClick={() => setOpen(true)}>
            {t('guests.all', { count: people.length })}
          </UnstyledButton>
        )}
      </div>
    </div>
  );
}

const marks = { accepted: IconCheck, declined: IconX, tentative: IconHelp };

function GuestLine({ guest }: { guest: Guest }) {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  const { status, name, email } = guest;
  const Mark = status && status !== 'needs-action' ? marks[status] : null;
  const proposed =
    guest.proposed_start && guest.proposed_end
      ? t('guests.proposes', {
          when: times.when({
            start: guest.proposed_start,
            end: guest.proposed_end,
            is_all_day: false,
          }),
        })
      : '';
  const about = [
    guest.is_organizer && t('guests.organizer'),
    guest.is_optional && t('guests.optional'),
    guest.is_resource && t('guests.room'),
    guest.group_size && t('guests.group', { count: guest.group_size }),
    guest.note && `“${guest.note}”`,
    proposed,
  ].filter(Boolean);
  return (
    <li title={email}>
      <span className={classes.face}>
        <PersonAvatar name={name || email} seed={guest.person_id ?? email} size={26} />
        {Mark && (
          <span className={classes.state} data-status={status}>
            <Mark size={10} stroke={3.5} aria-hidden />
          </span>
        )}
      </span>
      <span>
        {name || email}
        <span className="visually-hidden">{t(`answer.state.${status || 'needs-action'}`)}</span>
        {about.length > 0 && <small>{about.join(' · ')}</small>}
      </span>
    </li>
  );
}
