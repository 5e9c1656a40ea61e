/** Tasks beside the calendar: what is due, what is done. */
import { useState } from 'react';
import { ActionIcon, Checkbox, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState, RightPanel } from '@/ui';
import { useWritable } from '@/apps/calendar/client/calendars';
import {
  useChangeTask,
  useCreateTask,
  useDeleteTask,
  useTasks,
} from '@/apps/calendar/client/tasks';
import type { Task } from '@/apps/calendar/client/types';
import { dayAt } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import classes from './tasks.module.css';

const dueDay = ({ due, is_all_day }: Task, zone: string): string =>
  !due ? '' : is_all_day ? due.slice(0, 10) : dayAt(Date.parse(due), zone);

export default function TaskPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const { zone } = useBench();
  const query = useTasks(true);
  const [showsDone, setShowsDone] = useState(false);
  const all = query.data ?? [];
  const open = all
    .filter((it) => !it.completed)
    .sort((a, b) => (dueDay(a, zone) || '9').localeCompare(dueDay(b, zone) || '9'));
  const done = all.filter((it) => it.completed);
  return (
    <RightPanel title={t('tasks')} onClose={onClose}>
      <NewTask />
      <QueryState
        query={query}
        isEmpty={all.length === 0}
        empty={
          <EmptyState drawing="list" title={t('tasks.empty')}>
            {t('tasks.empty.body')}
          </EmptyState>
        }
      >
        <ul className={classes.tasks} aria-label={t('tasks')}>
          {open.map((it) => (
            <TaskLine key={it.id} task={it} />
          ))}
        </ul>
        {done.length > 0 && (
          <>
            <UnstyledButton
              className={classes.fold}
              aria-expanded={showsDone}
              onClick={() => setShowsDone(!showsDone)}
            >
              {t('tasks.done', { count: done.length })}
            </UnstyledButton>
            {showsDone && (
              <ul className={classes.tasks} aria-label={t('tasks.done', { count: done.length })}>
                {done.map((it) => (
                  <TaskLine key={it.id} task={it} />
                ))}
              </ul>
            )}
          </>
        )}
      </QueryState>
    </RightPanel>
  );
}

function NewTask() {
  const { t } = useTranslation('calendar');
  const create = useCreateTask();
  const calendar = useWritable('VTODO')[0];
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');
  function add(): void {
    if (!title.trim() || !calendar) return;
    create.mutate(
      { title: title.trim(), due: due || null, is_all_day: true, calendar_id: calendar.id },
      { onSuccess: () => setTitle('') },
    );
  }
  return (
    <form
      className={classes.new}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        aria-label={t('tasks.new')}
        placeholder={t('tasks.new')}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={classes.newRow}>
        <TextInput
          size="xs"
          type="date"
          aria-label={t('tasks.due')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          aria-label={t('tasks.add')}
          disabled={!title.trim() || !calendar}
          loading={create.isPending}
        >
          <IconPlus size={18} stroke={2} />
        </ActionIcon>
      </div>
    </form>
  );
}

function TaskLine({ task }: { task: Task }) {
  const { t } = useTranslation('calendar');
  const { zone, today, times } = useBench();
  const change = useChangeTask();
  const remove = useDeleteTask();
  const day = dueDay(task, zone);
  const words = day === today ? t('today') : day && times.dayShort(day);
  return (
    <li className={classes.task}>
      <Checkbox
        size="sm"
        checked={task.completed}
        disabled={!task.may_edit}
        label={
          <span className={classes.words} data-done={task.completed || undefined}>
            {task.title}
            {words && (
              <small data-late={(!task.completed && day < today) || undefined}>{words}</small>
            )}
          </span>
        }
        onChange={(event) => change.mutate({ id: task.id, completed: event.currentTarget.checked })}
      />
      {task.may_edit && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          className={classes.remove}
          aria-label={t('tasks.remove', { title: task.title })}
          onClick={() => remove.mutate(task.id)}
        >
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}
