/** Training: what is offered, what one goes to, and what one organises. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowLeft,
  IconCalendarCheck,
  IconSchool,
  IconSearch,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useGo, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  LoadingRows,
  Page,
  PrimaryAction,
  QueryState,
  SideLink,
  SideSection,
  Toolbar,
} from '@/ui';
import { isTrainingView, useCourses, type TrainingView } from './client';
import { CourseCard } from './CourseCard';
import { CourseDialog } from './CourseDialog';
import { CoursePage } from './CoursePage';
import { Registrations } from './Registrations';
import classes from './training.module.css';

const HOME = '/calendar/training';
const icons = { catalogue: IconSchool, mine: IconCalendarCheck, organised: IconUsersGroup };

export default function TrainingPage() {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const [chosen] = useQueryParam('view');
  const [course] = useQueryParam('course');
  const [session, setSession] = useQueryParam('session');
  const [isNew, setNew] = useState(false);
  const view = isTrainingView(chosen) ? chosen : 'catalogue';
  return (
    <AppLayout
      title={t('training')}
      side={<Side view={course ? null : view} onNew={() => setNew(true)} />}
      panel={
        session && (
          <Registrations
            key={session}
            courseId={course}
            sessionId={session}
            onClose={() => setSession(undefined)}
          />
        )
      }
    >
      {course ? (
        <CoursePage key={course} id={course} />
      ) : (
        <Catalogue view={view} onNew={() => setNew(true)} />
      )}
      {isNew && (
        <CourseDialog
          course={null}
          onClose={() => setNew(false)}
          onSaved={(it) => go(`${HOME}?course=${it.id}`)}
        />
      )}
    </AppLayout>
  );
}

function Side({ view, onNew }: { view: TrainingView | null; onNew: () => void }) {
  const { t } = useTranslation('calendar');
  return (
    <>
      <PrimaryAction onClick={onNew}>{t('training.new')}</PrimaryAction>
      <SideSection>
        {(['catalogue', 'mine', 'organised'] as const).map((it) => (
          <SideLink
            key={it}
            to={it === 'catalogue' ? HOME : `${HOME}?view=${it}`}
            icon={icons[it]}
            label={t(`training.view.${it}`)}
            isActive={view === it}
          />
        ))}
      </SideSection>
      <SideSection>
        <SideLink to="/calendar" exact isActive={false} icon={IconArrowLeft} label={t('app')} />
      </SideSection>
    </>
  );
}

function Catalogue({ view, onNew }: { view: TrainingView; onNew: () => void }) {
  const { t } = useTranslation('calendar');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const list = useCourses(view, q);
  const courses = list.items;
  return (
    <>
      <Toolbar title={t(`training.view.${view}`)}>
        <TextInput
          aria-label={t('training.find')}
          placeholder={t('training.find')}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          flex={1}
          maw={320}
          ml="md"
        />
      </Toolbar>
      <Page width={860}>
        <QueryState
          query={list}
          isEmpty={courses.length === 0}
          skeleton={<LoadingRows rows={4} height={96} />}
          empty={
            <EmptyState
              drawing={q ? 'search' : 'list'}
              title={q ? t('training.none.found') : t(`training.none.${view}`)}
              action={
                view === 'organised' && !q ? (
                  <Button onClick={onNew}>{t('training.new')}</Button>
                ) : undefined
              }
            >
              {q ? t('training.none.found.body') : t(`training.none.${view}.body`)}
            </EmptyState>
          }
        >
          <ul className={classes.courses} aria-label={t(`training.view.${view}`)}>
            {courses.map((it) => (
              <CourseCard key={it.id} course={it} />
            ))}
          </ul>
          {list.hasMore && (
            <Button variant="default" mt="md" onClick={list.more}>
              {t('training.more')}
            </Button>
          )}
        </QueryState>
      </Page>
    </>
  );
}
