/** How often each choice was made, as bars. */
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import type { Summary, Tally } from '../client/responses';
import classes from './responses.module.css';

export function Counts({ summary }: { summary: Summary }) {
  const { t } = useTranslation('forms');
  return (
    <div className={classes.countsScroll}>
      <div className={classes.counts}>
        {summary.counted < summary.accepted && (
          <p>{t('counts.newest', { count: summary.counted })}</p>
        )}
        {summary.questions.map((tally) => (
          <Question key={tally.block_id} tally={tally} />
        ))}
      </div>
    </div>
  );
}

function Question({ tally }: { tally: Tally }) {
  const { t } = useTranslation('forms');
  const most = Math.max(1, ...tally.options.map((it) => it.count));
  return (
    <section className={classes.tally}>
      <h2>{tally.label}</h2>
      <p>{t('counts.answered', { count: tally.answered })}</p>
      {tally.options.length > 0 && (
        <ul className={classes.bars}>
          {tally.options.map((option) => (
            <Bar
              key={option.key}
              label={option.label}
              count={option.count}
              share={option.count / most}
              part={tally.answered > 0 ? option.count / tally.answered : 0}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface BarProps {
  label: string;
  count: number;
  /** Length of the bar, of the longest. */
  share: number;
  /** Part of those who answered. */
  part: number;
}

function Bar({ label, count, share, part }: BarProps) {
  const { number } = useFormats();
  return (
    <li className={classes.bar}>
      <span className={classes.barLabel}>{label}</span>
      <span className={classes.track} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className={classes.barCount}>
        {number(count)} <small>{Math.round(part * 100)} %</small>
      </span>
    </li>
  );
}
