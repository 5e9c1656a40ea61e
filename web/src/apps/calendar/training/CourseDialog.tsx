/** Writing a training: what it is and for whom. */
import { useState } from 'react';
import { Button, Group, Modal, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { PeoplePicker, toast, type PersonChoice } from '@/ui';
import { useWritable } from '../client/calendars';
import { saveCourse, searchAudience, type Course } from './client';

const EVERYONE = 'everyone';

interface Props {
  /** None for a new one. */
  course: Course | null;
  onClose: () => void;
  onSaved: (course: Course) => void;
}

function useDraft(course: Course | null) {
  const { t } = useTranslation('calendar');
  const audience = course?.audience ?? [];
  const isForAll = audience.some((it) => it.kind === EVERYONE);
  const chosen = audience
    .filter((it) => it.kind !== EVERYONE)
    .map(({ id, name, kind }): PersonChoice => ({
      id,
      name,
      email: t(kind === 'unit' ? 'training.unit' : 'training.group'),
      kind: 'group',
    }));
  return useState({
    title: course?.title ?? '',
    description: course?.description ?? '',
    feedback_url: course?.feedback_url ?? '',
    calendar_id: course?.calendar.id ?? '',
    isForAll: isForAll || !course,
    groups: chosen,
  });
}

export function CourseDialog({ course, onClose, onSaved }: Props) {
  const { t } = useTranslation('calendar');
  const [draft, setDraft] = useDraft(course);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isSaving, setSaving] = useState(false);
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const { title, description, feedback_url, isForAll, groups } = draft;

  async function save(): Promise<void> {
    setSaving(true);
    const audience = isForAll ? [EVERYONE] : groups.map((it) => it.id);
    const fields = { title: title.trim(), description, feedback_url, audience };
    const place = course || !draft.calendar_id ? {} : { calendar_id: draft.calendar_id };
    try {
      onSaved(await saveCourse(course?.id ?? null, { ...fields, ...place }));
      onClose();
    } catch (error) {
      setSaving(false);
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={course ? t('training.edit') : t('training.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('training.title')}
          data-autofocus
          maxLength={200}
          value={title}
          error={problem?.messageFor('title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Textarea
          label={t('training.about')}
          description={t('training.about.help')}
          autosize
          minRows={3}
          maxRows={10}
          value={description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        {!course && <Where id={draft.calendar_id} onChange={(id) => set({ calendar_id: id })} />}
        <Radio.Group
          label={t('training.whom')}
          value={isForAll ? 'all' : 'some'}
          onChange={(value) => set({ isForAll: value === 'all' })}
        >
          <Stack gap={6} mt={4}>
            <Radio value="all" label={t('training.everybody')} />
            <Radio value="some" label={t('training.some')} />
          </Stack>
        </Radio.Group>
        {isForAll && course && !course.abilities.address_everybody ? (
          <p style={{ margin: 0 }}>{t('training.everybody.help')}</p>
        ) : null}
        {!isForAll && (
          <PeoplePicker
            label={t('training.some')}
            isLabelHidden
            placeholder={t('training.some.find')}
            value={groups}
            error={problem?.messageFor('audience')}
            search={(text) => searchAudience(text, t('training.unit'), false)}
            onChange={(chosen) => set({ groups: chosen })}
          />
        )}
        <TextInput
          label={t('training.feedback')}
          description={t('training.feedback.help')}
          placeholder="https://"
          value={feedback_url}
          error={problem?.messageFor('feedback_url')}
          onChange={(event) => set({ feedback_url: event.currentTarget.value.trim() })}
        />
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={!title.trim()} loading={isSaving} onClick={() => void save()}>
          {course ? t('save') : t('training.create')}
        </Button>
      </Group>
    </Modal>
  );
}

/** In which calendar the dates stand: whoever edits that one organises the training. */
function Where({ id, onChange }: { id: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('calendar');
  const calendars = useWritable().filter((it) => it.role === 'editor' || it.role === 'manager');
  if (calendars.length < 2) return null;
  return (
    <Select
      label={t('training.calendar')}
      description={t('training.calendar.help')}
      allowDeselect={false}
      data={calendars.map((it) => ({ value: it.id, label: it.name }))}
      value={id || (calendars[0]?.id ?? null)}
      onChange={(value) => value && onChange(value)}
    />
  );
}
