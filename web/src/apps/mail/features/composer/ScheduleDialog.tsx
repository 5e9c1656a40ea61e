/** When to send: any date and time, on the clock of the person's own zone. */
import { useState } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { useFormats } from '@/platform/time';
import { fieldText, presetsAt, readField } from '@/apps/mail/model/times';

interface Props {
  onClose: () => void;
  onPick: (at: string) => void;
}

const LEAST_MS = 60_000;
const MOST_MS = 365 * 86_400_000;

export default function ScheduleDialog({ onClose, onPick }: Props) {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const { time_zone: zone } = useMe();
  const [opened] = useState(() => new Date());
  const [text, setText] = useState(() =>
    fieldText(presetsAt(opened, zone).at(-1)?.at ?? opened, zone),
  );
  const at = readField(text, zone);
  const wait = at ? at.getTime() - opened.getTime() : 0;
  const isFine = wait > LEAST_MS && wait < MOST_MS;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('later.title')}
      size={400}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (at && isFine) onPick(at.toISOString());
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('later.when')}
          description={t('later.zone', { zone: zone.replace(/_/g, ' ') })}
          value={text}
          min={fieldText(opened, zone)}
          error={at && !isFine ? t(wait <= LEAST_MS ? 'later.past' : 'later.far') : undefined}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isFine} title={at ? exact(at.toISOString()) : ''}>
            {t('later.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
