/** An event within the hours of a day. */
import {
  IconBuilding,
  IconCheckbox,
  IconHeadphones,
  IconPlane,
  IconRepeat,
  IconSchool,
} from '@tabler/icons-react';
import type { Occurrence } from '@/apps/calendar/client/types';
import { SHORTEST_MIN, type Block } from '@/apps/calendar/model/segments';
import { GHOST } from '@/apps/calendar/model/ghost';
import { useBench } from '../bench';
import { useDress } from '../look';
import classes from './grid.module.css';

const kindIcons: Record<string, typeof IconPlane> = {
  out_of_office: IconPlane,
  focus_time: IconHeadphones,
  working_location: IconBuilding,
  training: IconSchool,
  task: IconCheckbox,
};

/** What kind of event it is, as a small icon; none for usual ones. */
export function KindIcon({ it, size = 13 }: { it: Occurrence; size?: number }) {
  const Icon = kindIcons[it.kind];
  if (Icon) return <Icon size={size} stroke={1.75} aria-hidden />;
  return it.recurs ? <IconRepeat size={size - 1} stroke={1.75} aria-hidden /> : null;
}

interface Props {
  block: Block;
  isDragged: boolean;
  onKeyDown: (event: React.KeyboardEvent, it: Occurrence) => void;
}

const TALL_MIN = 45;
const MANY_LINES_MIN = 75;

export function EventBlock({ block, isDragged, onKeyDown }: Props) {
  const { open, openId, times } = useBench();
  const dress = useDress();
  const { occurrence: it, from, to, column, columns, width } = block;
  const { title, label, style, look, isDimmed } = dress(it);
  const length = Math.max(to - from, SHORTEST_MIN);
  const left = column / columns;
  const isGhost = it.id === GHOST;
  return (
    <div
      role="button"
      tabIndex={isGhost ? -1 : 0}
      aria-haspopup="dialog"
      className={classes.block}
      data-event={it.id}
      data-look={look}
      data-past={isDimmed || undefined}
      data-dragged={isDragged || undefined}
      data-ghost={isGhost || undefined}
      data-open={openId === it.id || undefined}
      data-short={length < TALL_MIN || undefined}
      data-single={length < MANY_LINES_MIN || undefined}
      style={{
        ...style,
        top: `calc(${from} * var(--minute))`,
        height: `calc(${length} * var(--minute) - 2px)`,
        left: `calc(${left * 100}% + 1px)`,
        width: `calc(${(width / columns) * 100}% - 3px)`,
      }}
      onClick={(event) => open(it, event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          open(it, event.currentTarget);
        } else onKeyDown(event, it);
      }}
    >
      <span className="visually-hidden">{label}</span>
      <span className={classes.blockTitle} aria-hidden>
        <KindIcon it={it} />
        {isGhost ? '' : title}
        {length < TALL_MIN && <small>{` ${times.clock(Date.parse(it.start))}`}</small>}
      </span>
      {length >= TALL_MIN && (
        <span className={classes.blockLine} aria-hidden>
          {columns > 1 ? times.clock(Date.parse(it.start)) : times.hours(it)}
        </span>
      )}
      {length >= MANY_LINES_MIN && it.location && (
        <span className={classes.blockLine} aria-hidden>
          {it.location}
        </span>
      )}
      {it.may_edit && (
        <>
          <span className={classes.gripTop} data-grip="start" />
          <span className={classes.gripBottom} data-grip="end" />
        </>
      )}
    </div>
  );
}
