/** Which events of a series are meant, and whether the guests are told, with a note if one likes. */
import { useState } from 'react';
import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Scope } from '../client/act';
import type { Range } from '../client/types';
import type { ScopeQuestion } from './asking';

interface Props {
  question: ScopeQuestion;
  onAnswer: (scope: Scope | null) => void;
}

export function ScopeDialog({ question: { verb, ranges, hasGuests }, onAnswer }: Props) {
  const { t } = useTranslation('calendar');
  const [range, setRange] = useState<Range>(ranges[0] ?? 'all');
  const [note, setNote] = useState('');
  const isSeries = ranges.length > 1;
  const answer = (notifies: boolean) => onAnswer({ range, notifies, note: note.trim() });
  const title = isSeries ? t(`scope.${verb}.series`) : t(`scope.${verb}.guests`);
  return (
    <Modal
      opened
      onClose={() => onAnswer(null)}
      title={title}
      size={420}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        {isSeries && (
          <Radio.Group
            value={range}
            onChange={(value) => setRange(value as Range)}
            aria-label={title}
          >
            <Stack gap="sm">
              {ranges.map((it, index) => (
                <Radio
                  key={it}
                  value={it}
                  label={t(`scope.range.${it}`)}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {hasGuests && (
          <Textarea
            label={t('scope.note')}
            placeholder={t('scope.note.hint')}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={() => onAnswer(null)}>
            {t('cancel')}
          </Button>
          {hasGuests && (
            <Button variant="default" onClick={() => answer(false)}>
              {t('scope.quiet')}
            </Button>
          )}
          <Button
            color={verb === 'delete' ? 'red' : 'indigo'}
            data-autofocus={!isSeries || undefined}
            onClick={() => answer(hasGuests)}
          >
            {hasGuests ? t('scope.send') : t(`scope.${verb}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
