/** Tells colleagues what one does with a conversation of a shared mailbox, and hears of them. */
import { useEffect, useState } from 'react';
import { useLive } from '@/platform/live';
import { attend, type Present } from '@/apps/mail/client/teamwork';
import { useComposers } from '@/apps/mail/client/composers';

const EVERY_MS = 10_000;

export function usePresence(accountId: string, threadId: string): readonly Present[] {
  const [others, setOthers] = useState<readonly Present[]>([]);
  const [heard, setHeard] = useState(0);
  const isAnswering = useComposers().some((it) => it.threadId === threadId);
  const doing = isAnswering ? 'answering' : 'viewing';
  useLive('mail', (message) => {
    if (message.thread === threadId && message.presence) setHeard((count) => count + 1);
  });
  useEffect(() => {
    let isOver = false;
    const tell = () =>
      void attend(accountId, threadId, doing)
        .then((found) => !isOver && setOthers(found))
        .catch(() => undefined);
    tell();
    const timer = window.setInterval(tell, EVERY_MS);
    return () => {
      isOver = true;
      window.clearInterval(timer);
    };
  }, [accountId, threadId, doing, heard]);
  useEffect(
    () => () => void attend(accountId, threadId, 'gone').catch(() => undefined),
    [accountId, threadId],
  );
  return others;
}
