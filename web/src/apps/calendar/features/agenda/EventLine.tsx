/** An event as a line of a list. */
import { IconMapPin, IconUsers, IconVideo } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Occurrence } from '@/apps/calendar/client/types';
import { useBench } from '../bench';
import { KindIcon } from '../grid/EventBlock';
import { useDress } from '../look';
import classes from './agenda.module.css';

interface Props {
  occurrence: Occurrence;
  isCompact?: boolean;
  /** The time stands above the title. */
  isNarrow?: boolean;
  onOpened?: () => void;
}

export function EventLine({
  occurrence: it,
  isCompact = false,
  isNarrow = false,
  onOpened,
}: Props) {
  const { t } = useTranslation('calendar');
  const { times, open, openId } = useBench();
  const dress = useDress();
  const { title, label, style, look, isDimmed } = dress(it);
  const hours = it.is_all_day ? t('allDay') : times.hours(it);
  return (
    <button
      type="button"
      className={classes.line}
      data-event={it.id}
      data-look={look}
      data-past={isDimmed || undefined}
      data-compact={isCompact || undefined}
      data-narrow={isNarrow || undefined}
      data-open={openId === it.id || undefined}
      style={style}
      aria-haspopup="dialog"
      onClick={(event) => {
        open(it, event.currentTarget);
        onOpened?.();
      }}
    >
      <span className="visually-hidden">{label}</span>
      <span className={classes.dot} />
      <span className={classes.hours} aria-hidden>
        {isCompact && !it.is_all_day ? times.clock(Date.parse(it.start)) : hours}
      </span>
      <span className={classes.words} aria-hidden>
        <span className={classes.title}>
          {title} <KindIcon it={it} />
        </span>
        {!isCompact && (it.location || it.guests > 0 || it.conference_url) && (
          <span className={classes.more}>
            {it.location && (
              <span>
                <IconMapPin size={13} stroke={1.75} aria-hidden /> {it.location}
              </span>
            )}
            {it.guests > 0 && (
              <span>
                <IconUsers size={13} stroke={1.75} aria-hidden />{' '}
                {t('guests.count', { count: it.guests })}
              </span>
            )}
            {it.conference_url && (
              <span>
                <IconVideo size={13} stroke={1.75} aria-hidden /> {t('conference')}
              </span>
            )}
          </span>
        )}
      </span>
    </button>
  );
}
