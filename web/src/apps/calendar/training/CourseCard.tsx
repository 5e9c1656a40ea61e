/** A training in a list: what it is, and its next dates with one button each. */
import { IconMail } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { StatusBadge } from '@/ui';
import type { Course } from './client';
import { SessionRow } from './SessionRow';
import { StateBadge } from './StateBadge';
import classes from './training.module.css';

const MOST_DATES = 3;

export function CourseCard({ course }: { course: Course }) {
  const { t } = useTranslation('calendar');
  const { id, title, description, sessions, organizer } = course;
  const shown = sessions.filter((it) => !it.is_over);
  const to = `/calendar/training?course=${id}`;
  return (
    <li className={classes.course}>
      <div className={classes.head}>
        <h2>
          <Link to={to} className={classes.title}>
            {title}
          </Link>
        </h2>
        {course.is_invited && !shown.some((it) => it.my_state) && (
          <StatusBadge tone="info" icon={IconMail}>
            {t('training.invited')}
          </StatusBadge>
        )}
        <StateBadge course={course} />
      </div>
      <p className={classes.by}>{t('training.by', { name: organizer })}</p>
      {description && <p className={classes.excerpt}>{description}</p>}
      {shown.length > 0 ? (
        <ul className={classes.sessions} aria-label={t('training.dates.of', { title })}>
          {shown.slice(0, MOST_DATES).map((it) => (
            <SessionRow key={it.id} session={it} course={course} />
          ))}
        </ul>
      ) : (
        <p className={classes.none}>{t('training.dates.none')}</p>
      )}
      {shown.length > MOST_DATES && (
        <Link to={to} className={classes.more}>
          {t('training.dates.more', { count: shown.length - MOST_DATES })}
        </Link>
      )}
    </li>
  );
}
