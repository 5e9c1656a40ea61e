/**
 * A question before what cannot be undone. Anything that can is done at once with Undo instead.
 *
 *     if (await confirm({ title, body, action: t('delete.forever'), isDangerous: true })) …
 */
import { useSyncExternalStore } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';

interface Question {
  title: string;
  body?: string;
  /** The verb on the button. */
  action: string;
  isDangerous?: boolean;
}

interface Asked extends Question {
  answer: (isYes: boolean) => void;
}

let asked: Asked | null = null;
const watchers = new Set<() => void>();

function publish(next: Asked | null): void {
  asked = next;
  for (const watcher of watchers) watcher();
}

export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    publish({
      ...question,
      answer: (isYes) => {
        publish(null);
        resolve(isYes);
      },
    });
  });
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** Where the question appears; composition renders it once. */
export function Confirmation() {
  const { t } = useTranslation('ui');
  const question = useSyncExternalStore(subscribe, () => asked);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(false)}
      title={question?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {question?.body && <Text mb="lg">{question.body}</Text>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => question?.answer(false)}>
          {t('cancel')}
        </Button>
        <Button
          data-autofocus
          color={question?.isDangerous ? 'red.8' : undefined}
          onClick={() => question?.answer(true)}
        >
          {question?.action}
        </Button>
      </Group>
    </Modal>
  );
}
