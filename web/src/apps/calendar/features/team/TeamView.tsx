/** A row for every colleague, a column for every day: who is where and when. */
import { useMemo, useState } from 'react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { EmptyState, PeoplePicker, PersonAvatar, QueryState, type PersonChoice } from '@/ui';
import { useTeam, type TeamRow } from '@/apps/calendar/client/scheduling';
import { addDays, type Day } from '@/apps/calendar/model/days';
import { byTime, daysOfOccurrence } from '@/apps/calendar/model/segments';
import { at, utc } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import { EventLine } from '../agenda/EventLine';
import { DayHeads } from '../grid/DayHeads';
import { kept, keep } from './chosen';
import classes from './team.module.css';

export default function TeamView({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('calendar');
  const me = useMe();
  const { zone, today } = useBench();
  const [people, setPeople] = useState<PersonChoice[]>(() =>
    kept([{ id: me.id, name: me.name, email: me.email, kind: 'person' }]),
  );
  const ids = useMemo(() => people.map((it) => it.id).filter(Boolean), [people]);
  const first = days[0] ?? today;
  const last = days.at(-1) ?? today;
  const query = useTeam(ids, utc(at(first, zone)), utc(at(addDays(last, 1), zone)));
  const rows = query.data ?? [];
  return (
    <div className={classes.team}>
      <div className={classes.people}>
        <PeoplePicker
          label={t('team.people')}
          isLabelHidden
          placeholder={t('team.people')}
          value={people}
          onChange={(next) => {
            const known = next.filter((it) => it.kind === 'person');
            keep(known);
            setPeople(known);
          }}
        />
      </div>
      <QueryState
        query={query}
        isEmpty={rows.length === 0}
        empty={
          <EmptyState drawing="person" title={t('team.empty')}>
            {t('team.empty.body')}
          </EmptyState>
        }
      >
        <div
          className={classes.rows}
          style={{ '--days': days.length } as React.CSSProperties}
          role="group"
          aria-label={t('view.team')}
        >
          <DayHeads days={days} />
          {rows.map((row) => (
            <Row key={row.person_id} row={row} days={days} />
          ))}
        </div>
      </QueryState>
    </div>
  );
}

const MOST = 5;

function Row({ row, days }: { row: TeamRow; days: readonly Day[] }) {
  const { t } = useTranslation('calendar');
  const { zone, times } = useBench();
  const isOn = (day: Day, it: TeamRow['occurrences'][number]) => {
    const [first, last] = daysOfOccurrence(it, zone);
    return day >= first && day <= last;
  };
  return (
    <div className={classes.row} role="group" aria-label={row.name}>
      <div className={classes.person}>
        <PersonAvatar name={row.name} seed={row.person_id} size={28} />
        <span>
          {row.name}
          {row.time_zone !== zone && <small>{row.time_zone.replace(/_/g, ' ')}</small>}
        </span>
      </div>
      {days.map((day) => {
        const all = row.occurrences.filter((it) => isOn(day, it)).sort(byTime);
        const begins = at(day, zone);
        const ends = at(addDays(day, 1), zone);
        const works = row.working.some(
          (it) => Date.parse(it.start) < ends && Date.parse(it.end) > begins,
        );
        return (
          <div
            key={day}
            className={classes.cell}
            role="group"
            data-off={!works || undefined}
            aria-label={times.dayLong(day)}
          >
            {all.slice(0, MOST).map((it) => (
              <EventLine key={it.id} occurrence={it} isCompact isNarrow />
            ))}
            {all.length > MOST && <small>{t('more', { count: all.length - MOST })}</small>}
          </div>
        );
      })}
    </div>
  );
}
