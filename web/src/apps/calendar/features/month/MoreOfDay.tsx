/** "3 more": what found no room on a day, as a list beside it. */
import { useState } from 'react';
import { Popover, UnstyledButton } from '@mantine/core';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import type { Occurrence } from '@/apps/calendar/client/types';
import type { Day } from '@/apps/calendar/model/days';
import { byTime } from '@/apps/calendar/model/segments';
import { addressOf } from '@/apps/calendar/model/views';
import { EventLine } from '../agenda/EventLine';
import { useBench } from '../bench';
import classes from './month.module.css';

interface Props {
  day: Day;
  column: number;
  lane: number;
  count: number;
  occurrences: readonly Occurrence[];
}

export function MoreOfDay({ day, column, lane, count, occurrences }: Props) {
  const { t } = useTranslation('calendar');
  const { times } = useBench();
  const isPhone = usePhone();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={280} trapFocus returnFocus position="bottom">
      <Popover.Target>
        <UnstyledButton
          className={classes.more}
          style={{ gridColumn: column, gridRow: lane }}
          data-no-drag=""
          onClick={(event) => {
            event.stopPropagation();
            setOpen(!isOpen);
          }}
        >
          <span className="visually-hidden">
            {t('more.of', { count, day: times.dayLong(day) })}
          </span>
          <span aria-hidden>{isPhone ? `+${count}` : t('more', { count })}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="xs" data-no-drag="" onClick={(event) => event.stopPropagation()}>
        <Link to={addressOf({ view: 'day', day })} className={classes.moreHead}>
          {times.dayLong(day)}
        </Link>
        <ul className={classes.moreList}>
          {[...occurrences].sort(byTime).map((it) => (
            <li key={it.id}>
              <EventLine occurrence={it} isCompact onOpened={() => setOpen(false)} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
