/**
 * What one can do to conversations, with the words that say it was done. With `every` it is done to
 * all that a list holds, read or not.
 */
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { confirm, toast } from '@/ui';
import { act, destroyThreads } from '../client/act';
import { actOnAll } from '../client/bulk';
import { bulkPatchOf, type Verb } from '../model/changes';
import { byRole, FIRST_TAB, isIn, type Head } from '../model/mail';
import type { Every } from './every';
import { useMail } from './MailContext';

type Threads = readonly (readonly Head[])[];

export function useVerbs(every: Every | null = null) {
  const { t } = useTranslation('mail');
  const { number, relative } = useFormats();
  const { account, boxes, boxId, place } = useMail();
  const box = (role: 'inbox' | 'trash' | 'junk' | 'important' | 'snoozed') =>
    byRole(boxes, role)?.id ?? '';
  const nameOf = (id: string) => {
    const found = boxes.find((it) => it.id === id);
    if (found?.category) return t(`category.${found.category}`);
    return found?.role ? t(`box.${found.role}`) : (found?.name ?? '');
  };
  const countOf = (threads: Threads) => every?.total ?? threads.length;

  function run(verb: Verb, threads: Threads, words?: string): void {
    if (!every) return void act(account.id, verb, threads, words);
    const patch = bulkPatchOf(verb, boxes);
    if (!patch) return;
    void actOnAll(account.id, every.filter, patch, {
      done: words ?? t('done.all', { count: every.total }),
      failed: (job) => t('bulk.failed', { done: number(job.done), total: number(job.total) }),
    });
  }
  const moved = (kind: 'archive' | 'trash' | 'junk' | 'inbox') => (threads: Threads) =>
    run({ kind }, threads, t(`done.${kind}`, { count: countOf(threads) }));

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

  const isInBox = (threads: Threads, id: string) =>
    id !== '' && threads.flat().some((email) => isIn(email, id));
  return {
    isTrash: boxId === box('trash'),
    isJunk: boxId === box('junk'),
    isSnoozedBox: boxId === box('snoozed') && boxId !== '',
    hasImportant: box('important') !== '',
    archive: moved('archive'),
    trash: moved('trash'),
    junk: moved('junk'),
    inbox: moved('inbox'),
    read: (threads: Threads, value: boolean) => run({ kind: 'read', value }, threads),
    star: (threads: Threads, value: boolean) => run({ kind: 'star', value }, threads),
    important: (threads: Threads, value: boolean) => run({ kind: 'important', value }, threads),
    mute: (threads: Threads, value: boolean) =>
      run(
        { kind: 'mute', value },
        threads,
        t(value ? 'done.muted' : 'done.unmuted', { count: countOf(threads) }),
      ),
    snooze: (threads: Threads, until: string) =>
      run(
        { kind: 'snooze', until },
        threads,
        t('done.snoozed', { count: countOf(threads), until: relative(until) }),
      ),
    wake: (threads: Threads) =>
      run({ kind: 'wake' }, threads, t('done.woken', { count: countOf(threads) })),
    /** Out of where one is, into a label. */
    move: (threads: Threads, mailboxId: string) => {
      const here = boxes.find((it) => it.id === boxId);
      const isInbox = boxId === FIRST_TAB || Boolean(here?.category);
      const from = isInbox ? box('inbox') : (here?.id ?? '');
      const words = t('done.movedTo', { count: countOf(threads), name: nameOf(mailboxId) });
      run({ kind: 'move', mailboxId, from }, threads, words);
    },
    category: (threads: Threads, mailboxId: string) =>
      run(
        { kind: 'category', mailboxId },
        threads,
        t('done.movedTo', { count: countOf(threads), name: nameOf(mailboxId) }),
      ),
    label: (threads: Threads, mailboxId: string, value: boolean) => {
      const name = nameOf(mailboxId);
      const words = value ? t('done.labelled', { name }) : t('done.unlabelled', { name });
      run({ kind: 'label', mailboxId, value }, threads, words);
    },
    destroy,
    isImportant: (threads: Threads) => isInBox(threads, box('important')),
    isSnoozed: (threads: Threads) => isInBox(threads, box('snoozed')),
    canArchive: (threads: Threads) =>
      every ? place.box !== 'archive' : isInBox(threads, box('inbox')),
  };
}

export type Verbs = ReturnType<typeof useVerbs>;
