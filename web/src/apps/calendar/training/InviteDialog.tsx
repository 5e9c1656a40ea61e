/** Asking people to come: the whole audience, or somebody. */
import { useState } from 'react';
import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { PeoplePicker, toast, type PersonChoice } from '@/ui';
import { searchAudience, useInvite, type Course } from './client';

export function InviteDialog({ course, onClose }: { course: Course; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const invite = useInvite(course.id);
  const [isForAll, setForAll] = useState(false);
  const [chosen, setChosen] = useState<PersonChoice[]>([]);
  const names = course.audience.map((it) =>
    it.kind === 'everyone' ? t('training.everybody') : it.name,
  );
  const send = () =>
    invite.mutate(isForAll ? [] : chosen.map((it) => it.id), {
      onSuccess: ({ invited }) => {
        toast.show(t('training.told.invited', { count: invited }), { tone: 'success' });
        onClose();
      },
    });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('training.invite.title', { title: course.title })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <p style={{ margin: 0 }}>{t('training.invite.body')}</p>
        <Radio.Group
          aria-label={t('training.whom')}
          value={isForAll ? 'all' : 'some'}
          onChange={(value) => setForAll(value === 'all')}
        >
          <Stack gap={6}>
            <Radio value="some" label={t('training.invite.some')} />
            <Radio value="all" label={t('training.invite.all', { whom: names.join(', ') })} />
          </Stack>
        </Radio.Group>
        {!isForAll && (
          <PeoplePicker
            label={t('training.invite.some')}
            isLabelHidden
            placeholder={t('training.invite.find')}
            value={chosen}
            search={(text) => searchAudience(text, t('training.unit'), true)}
            onChange={setChosen}
          />
        )}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          disabled={!isForAll && chosen.length === 0}
          loading={invite.isPending}
          onClick={send}
        >
          {t('training.invite.send')}
        </Button>
      </Group>
    </Modal>
  );
}
