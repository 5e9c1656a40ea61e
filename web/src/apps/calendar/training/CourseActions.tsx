/** What organisers do with a training as a whole: publish, invite, change, close. */
import { useState } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconDotsVertical,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, toast } from '@/ui';
import { useDeleteCourse, useSetState, type Course, type CourseState } from './client';
import { CourseDialog } from './CourseDialog';
import { InviteDialog } from './InviteDialog';

const next: Record<CourseState, readonly [CourseState, string, Icon][]> = {
  draft: [],
  published: [['closed', 'training.close', IconLock]],
  closed: [
    ['published', 'training.reopen', IconLockOpen],
    ['archived', 'training.archive', IconArchive],
  ],
  archived: [['closed', 'training.restore', IconArchive]],
};

export function CourseActions({ course }: { course: Course }) {
  const { t } = useTranslation('calendar');
  const [asked, setAsked] = useState<'edit' | 'invite' | null>(null);
  const state = useSetState(course.id);
  const { edit, set_state } = course.abilities;
  if (!edit && !set_state) return null;
  const publish = () =>
    state.mutate('published', {
      onSuccess: () => void toast.show(t('training.told.published'), { tone: 'success' }),
    });
  const close = () => setAsked(null);
  return (
    <>
      {edit && course.state === 'published' && (
        <Button variant="default" onClick={() => setAsked('invite')}>
          {t('training.invite')}
        </Button>
      )}
      {set_state && course.state === 'draft' && (
        <Button loading={state.isPending} onClick={publish}>
          {t('training.publish')}
        </Button>
      )}
      <More course={course} onEdit={() => setAsked('edit')} onState={(it) => state.mutate(it)} />
      {asked === 'edit' && <CourseDialog course={course} onClose={close} onSaved={close} />}
      {asked === 'invite' && <InviteDialog course={course} onClose={close} />}
    </>
  );
}

interface MoreProps {
  course: Course;
  onEdit: () => void;
  onState: (state: CourseState) => void;
}

function More({ course, onEdit, onState }: MoreProps) {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const remove = useDeleteCourse(course.id);
  async function ask(): Promise<void> {
    const isSure = await confirm({
      title: t('training.delete.title', { title: course.title }),
      body: t('training.delete.body'),
      action: t('training.delete'),
      isDangerous: true,
    });
    if (isSure)
      remove.mutate(undefined, { onSuccess: () => go('/calendar/training?view=organised') });
  }
  return (
    <Menu width={220} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('training.menu')}>
          <IconDotsVertical size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {course.abilities.edit && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={onEdit}>
            {t('training.edit')}
          </Menu.Item>
        )}
        {next[course.state].map(([state, key, StateIcon]) => (
          <Menu.Item
            key={state}
            leftSection={<StateIcon size={16} stroke={1.75} />}
            onClick={() => onState(state)}
          >
            {t(key)}
          </Menu.Item>
        ))}
        {course.abilities.edit && course.state === 'draft' && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.75} />}
            onClick={() => void ask()}
          >
            {t('training.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
