/** An event that stands for whole days, or for one line of a month. */
import type { Occurrence } from '@/apps/calendar/client/types';
import { isBar, type Bar } from '@/apps/calendar/model/segments';
import { GHOST } from '@/apps/calendar/model/ghost';
import { useBench } from '../bench';
import { useDress } from '../look';
import { KindIcon } from './EventBlock';
import classes from './grid.module.css';

interface Props {
  bar: Bar;
  isDragged: boolean;
  /** Lanes above this one are something else. */
  laneOffset?: number;
  onKeyDown: (event: React.KeyboardEvent, it: Occurrence) => void;
}

export function BarButton({ bar, isDragged, laneOffset = 0, onKeyDown }: Props) {
  const { open, openId, times } = useBench();
  const dress = useDress();
  const { occurrence: it, first, last, lane, isFromBefore, isToAfter } = bar;
  const { title, label, style, look, isDimmed } = dress(it);
  const isLine = !isBar(it) && first === last;
  return (
    <div
      role="button"
      tabIndex={it.id === GHOST ? -1 : 0}
      aria-haspopup="dialog"
      className={isLine ? classes.line : classes.bar}
      data-event={it.id}
      data-look={look}
      data-past={isDimmed || undefined}
      data-dragged={isDragged || undefined}
      data-ghost={it.id === GHOST || undefined}
      data-before={isFromBefore || undefined}
      data-after={isToAfter || undefined}
      data-open={openId === it.id || undefined}
      style={{ ...style, gridColumn: `${first + 1} / ${last + 2}`, gridRow: lane + 1 + laneOffset }}
      onClick={(event) => {
        event.stopPropagation();
        open(it, event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          open(it, event.currentTarget);
        } else onKeyDown(event, it);
      }}
    >
      <span className="visually-hidden">{label}</span>
      {isLine && <span className={classes.dot} />}
      {isLine && <small aria-hidden>{times.clock(Date.parse(it.start))}</small>}
      <KindIcon it={it} />
      <span className={classes.barTitle} aria-hidden>
        {it.id === GHOST ? '' : title}
      </span>
      {!isLine && it.may_edit && !isToAfter && (
        <span className={classes.gripRight} data-grip="end" />
      )}
    </div>
  );
}
