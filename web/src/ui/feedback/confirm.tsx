/**
 * A question before what cannot be undone. Anything that can is done at once with Undo instead.
 *
 *     if (await confirm({ title, body, action: t('delete.forever'), isDangerous: true })) …
 */
import { lazy, Suspense, useSyncExternalStore } from 'react';

interface Question {
  title: string;
  body?: string;
  /** The verb on the button. */
  action: string;
  isDangerous?: boolean;
}

export interface Asked extends Question {
  answer: (isYes: boolean) => void;
}

const Question = lazy(() => import('./Question'));
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
  const question = useSyncExternalStore(subscribe, () => asked);
  return <Suspense>{question && <Question question={question} />}</Suspense>;
}
