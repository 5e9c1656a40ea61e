/** One training with all its dates; whoever organises it plans and publishes it here. */
import { useState } from 'react';
import { Anchor, Button } from '@mantine/core';
import { IconArrowLeft, IconMessageStar, IconPlus } from '@tabler/icons-react';
import { Link, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, ErrorState, LoadingRows, Page, PageSection, Toolbar } from '@/ui';
import { useCourse, type Course, type Session } from './client';
import { CourseActions } from './CourseActions';
import { SessionDialog } from './SessionDialog';
import { SessionMenu } from './SessionMenu';
import { SessionRow } from './SessionRow';
import { StateBadge } from './StateBadge';
import classes from './training.module.css';

export function CoursePage({ id }: { id: string }) {
  const { t } = useTranslation('calendar');
  const query = useCourse(id);
  const course = query.data;
  const head = (
    <Link to="/calendar/training" className={classes.back}>
      <IconArrowLeft size={16} stroke={1.75} aria-hidden />
      {t('training')}
    </Link>
  );
  return (
    <>
      <Toolbar title={head} actions={course && <CourseActions course={course} />} />
      <Page width={860}>
        {query.error && !course ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : course ? (
          <Shown course={course} />
        ) : (
          <LoadingRows rows={4} height={64} />
        )}
      </Page>
    </>
  );
}

function Shown({ course }: { course: Course }) {
  const { t } = useTranslation('calendar');
  const { title, description, organizer, audience, abilities, feedback_url } = course;
  const toCome = course.sessions.filter((it) => !it.is_over);
  const past = course.sessions.filter((it) => it.is_over);
  const isForAll = audience.some((it) => it.kind === 'everyone');
  const names = audience.map((it) => it.name).join(', ');
  const whom = isForAll ? t('training.for.everybody') : t('training.for', { whom: names });
  const wasThere = past.some((it) => it.my_state === 'registered' && it.my_attendance !== 'no');
  return (
    <>
      <header className={classes.about}>
        <div className={classes.head}>
          <h1>{title}</h1>
          <StateBadge course={course} />
        </div>
        <p className={classes.by}>
          {t('training.by', { name: organizer })}
          {abilities.edit && audience.length > 0 && ` · ${whom}`}
        </p>
        {description && <p className={classes.text}>{description}</p>}
        {feedback_url && (wasThere || abilities.edit) && (
          <Anchor href={feedback_url} className={classes.spot}>
            <IconMessageStar size={16} stroke={1.75} aria-hidden />
            {t('training.feedback.give')}
          </Anchor>
        )}
      </header>
      <Dates course={course} sessions={toCome} />
      {past.length > 0 && (
        <PageSection title={t('training.dates.past')}>
          <ul className={classes.sessions} aria-label={t('training.dates.past')}>
            {[...past].reverse().map((it) => (
              <Date key={it.id} course={course} session={it} />
            ))}
          </ul>
        </PageSection>
      )}
    </>
  );
}

function Dates({ course, sessions }: { course: Course; sessions: Session[] }) {
  const { t } = useTranslation('calendar');
  const [isNew, setNew] = useState(false);
  const mayPlan = course.abilities.edit && course.state !== 'archived';
  const add = (
    <Button
      variant={sessions.length === 0 ? 'filled' : 'default'}
      leftSection={<IconPlus size={16} />}
      onClick={() => setNew(true)}
    >
      {t('training.date.new')}
    </Button>
  );
  return (
    <PageSection
      title={t('training.dates')}
      actions={mayPlan && sessions.length > 0 ? add : undefined}
    >
      {sessions.length === 0 ? (
        <EmptyState title={t('training.dates.none')} action={mayPlan ? add : undefined}>
          {mayPlan ? t('training.dates.plan') : t('training.dates.wait')}
        </EmptyState>
      ) : (
        <ul className={classes.sessions} aria-label={t('training.dates')}>
          {sessions.map((it) => (
            <Date key={it.id} course={course} session={it} />
          ))}
        </ul>
      )}
      {isNew && <SessionDialog course={course} session={null} onClose={() => setNew(false)} />}
    </PageSection>
  );
}

function Date({ course, session }: { course: Course; session: Session }) {
  const [, setSession] = useQueryParam('session');
  return (
    <SessionRow course={course} session={session}>
      {course.abilities.edit && (
        <SessionMenu course={course} session={session} onOpen={() => setSession(session.id)} />
      )}
    </SessionRow>
  );
}
