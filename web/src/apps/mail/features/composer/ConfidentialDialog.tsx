/** For how long a message can be read, and whether readers outside need a code. */
import { useState } from 'react';
import { Button, Checkbox, Group, List, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { LENGTHS, type Terms } from '@/apps/mail/model/confidential';
import { fieldText, readField } from '@/apps/mail/model/times';

interface Props {
  start: Terms | null;
  /** What pressing the button does. */
  deed: string;
  onClose: () => void;
  onChoose: (terms: Terms) => void;
  onRemove?: () => void;
}

const DATE = 'date';
const DAY_MS = 86_400_000;
const MOST_MS = 1825 * DAY_MS;

export default function ConfidentialDialog({ start, deed, onClose, onChoose, onRemove }: Props) {
  const { t } = useTranslation('mail');
  const { time_zone: zone } = useMe();
  const [now] = useState(() => Date.now());
  const [length, setLength] = useState(() =>
    start ? (start.days === null ? DATE : String(start.days)) : '7',
  );
  const [day, setDay] = useState(() =>
    fieldText(start?.until ? new Date(start.until) : new Date(now + 7 * DAY_MS), zone).slice(0, 10),
  );
  const [passcode, setPasscode] = useState(start?.passcode ?? false);
  const until = readField(`${day}T23:59`, zone);
  const wait = until ? until.getTime() - now : 0;
  const isFine = length !== DATE || (wait > 0 && wait <= MOST_MS);

  function choose(): void {
    if (length !== DATE) onChoose({ days: Number(length), until: '', passcode });
    else if (until) onChoose({ days: null, until: until.toISOString(), passcode });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('confidential')}
      size={460}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (isFine) choose();
        }}
      >
        <Stack gap="md">
          <List spacing={4} size="sm">
            <List.Item>{t('confidential.body.notice')}</List.Item>
            <List.Item>{t('confidential.body.never')}</List.Item>
            <List.Item>{t('confidential.body.subject')}</List.Item>
          </List>
          <Select
            label={t('confidential.length')}
            data-autofocus
            allowDeselect={false}
            data={[
              ...LENGTHS.map((days) => ({
                value: String(days),
                label: t(`confidential.length.${days}`),
              })),
              { value: DATE, label: t('confidential.length.date') },
            ]}
            value={length}
            onChange={(value) => setLength(value ?? '7')}
          />
          {length === DATE && (
            <TextInput
              type="date"
              label={t('confidential.date')}
              value={day}
              min={fieldText(new Date(now), zone).slice(0, 10)}
              error={isFine ? undefined : t('confidential.date.wrong')}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          )}
          <Checkbox
            label={t('confidential.passcode')}
            description={t('confidential.passcode.body')}
            checked={passcode}
            onChange={(event) => setPasscode(event.currentTarget.checked)}
          />
        </Stack>
        <Group justify="flex-end" gap="xs" mt="lg">
          {onRemove && (
            <Button variant="subtle" color="gray" mr="auto" onClick={onRemove}>
              {t('confidential.remove')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!isFine}>
            {deed}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
