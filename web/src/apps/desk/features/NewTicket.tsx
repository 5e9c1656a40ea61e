/** Open a ticket on behalf of somebody who called or stopped by. */
import { useState } from 'react';
import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useGo } from '@/platform/app';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { useCreateTicket, useQueues } from '../client';

interface Props {
  queueId: string;
  onClose: () => void;
}

export function NewTicket({ queueId, onClose }: Props) {
  const { t } = useTranslation('desk');
  const go = useGo();
  const create = useCreateTicket();
  const { data: queues = [] } = useQueues();
  const workable = queues.filter((queue) => queue.abilities.work);
  const [draft, setDraft] = useState({
    queue: queueId,
    email: '',
    name: '',
    subject: '',
    text: '',
  });
  const queue = draft.queue || workable[0]?.id || '';
  const set = (field: keyof typeof draft) => (value: string | null) =>
    setDraft({ ...draft, [field]: value ?? '' });
  const problem = create.error ? asProblem(create.error) : undefined;

  function submit(): void {
    create.mutate(
      {
        queue_id: queue,
        requester_email: draft.email.trim(),
        requester_name: draft.name.trim(),
        subject: draft.subject,
        text: draft.text,
        uploads: [],
      },
      {
        onSuccess: (ticket) => go(`/desk/tickets/${ticket.id}`),
        onError: (error) => error.errors.length === 0 && toast.problem(error),
      },
    );
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ticket.create')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          <Select
            label={t('field.queue')}
            allowDeselect={false}
            value={queue}
            data={workable.map((one) => ({ value: one.id, label: one.name }))}
            onChange={set('queue')}
          />
          <TextInput
            label={t('requester.email')}
            type="email"
            required
            data-autofocus
            value={draft.email}
            error={problem?.messageFor('body.requester_email')}
            onChange={(event) => set('email')(event.currentTarget.value)}
          />
          <TextInput
            label={t('requester.name')}
            value={draft.name}
            onChange={(event) => set('name')(event.currentTarget.value)}
          />
          <TextInput
            label={t('field.subject')}
            required
            maxLength={250}
            value={draft.subject}
            onChange={(event) => set('subject')(event.currentTarget.value)}
          />
          <Textarea
            label={t('text')}
            required
            autosize
            minRows={4}
            maxRows={12}
            value={draft.text}
            onChange={(event) => set('text')(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('ticket.open')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
