/** What one can do to conversations, with the words that say it was done. */
import { useTranslation } from '@/platform/i18n';
import { confirm, toast } from '@/ui';
import { act, destroyThreads } from '../client/act';
import { byRole, isIn, type Head } from '../model/mail';
import type { Verb } from '../model/changes';
import { useMail } from './MailContext';

type Threads = readonly (readonly Head[])[];

export function useVerbs() {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId } = useMail();
  const trashId = byRole(boxes, 'trash')?.id ?? '';
  const junkId = byRole(boxes, 'junk')?.id ?? '';
  const run = (verb: Verb, threads: Threads, words?: string) =>
    void act(account.id, verb, threads, words);

  async function destroy(threads: Threads): Promise<boolean> {
    const isSure = await confirm({
      title: t('destroy.title', { count: threads.length }),
      body: t('destroy.body'),
      action: t('destroy'),
      isDangerous: true,
    });
    if (!isSure) return false;
    try {
      await destroyThreads(account.id, boxId, threads);
    } catch (error) {
      toast.problem(error);
    }
    return true;
  }

  return {
    isTrash: boxId === trashId,
    isJunk: boxId === junkId,
    archive: (threads: Threads) =>
      run({ kind: 'archive' }, threads, t('done.archive', { count: threads.length })),
    trash: (threads: Threads) =>
      run({ kind: 'trash' }, threads, t('done.trash', { count: threads.length })),
    junk: (threads: Threads) =>
      run({ kind: 'junk' }, threads, t('done.junk', { count: threads.length })),
    inbox: (threads: Threads) =>
      run({ kind: 'inbox' }, threads, t('done.inbox', { count: threads.length })),
    read: (threads: Threads, value: boolean) => run({ kind: 'read', value }, threads),
    star: (threads: Threads, value: boolean) => run({ kind: 'star', value }, threads),
    label: (threads: Threads, mailboxId: string, value: boolean) => {
      const name = boxes.find((box) => box.id === mailboxId)?.name ?? '';
      const words = value ? t('done.labelled', { name }) : t('done.unlabelled', { name });
      run({ kind: 'label', mailboxId, value }, threads, words);
    },
    destroy,
    canArchive: (threads: Threads) => {
      const inbox = byRole(boxes, 'inbox')?.id ?? '';
      return threads.flat().some((email) => isIn(email, inbox));
    },
  };
}

export type Verbs = ReturnType<typeof useVerbs>;
