/** The keys of the list, as in Gmail. Verbs mean the selection, else the row under the cursor. */
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import type { Selection } from '@/ui';
import type { ThreadList } from '@/apps/mail/client/lists';
import { isStarred, type Row } from '@/apps/mail/model/mail';
import { rowAt } from '@/apps/mail/model/window';
import { openSnooze } from '../snooze/asking';
import { useMail } from '../MailContext';
import { useMailKeys } from '../useMailKeys';
import { useVerbs } from '../useVerbs';
import { rowsOfKind } from './ListToolbar';
import type { Choice } from './ListView';
import { useOpenRow } from './useOpenRow';
import { useTabs } from './useTabs';

interface Listed {
  threads: ThreadList;
  rows: readonly Row[];
  choice: Choice;
  at: number;
  onCursor: (row: Row | undefined) => void;
  selection: Selection;
  /** With a reading pane, moving opens. */
  isPane: boolean;
}

export function useListKeys(listed: Listed): void {
  const { threads: source, rows, choice, at, onCursor, selection, isPane } = listed;
  const { t } = useTranslation('mail');
  const verbs = useVerbs(choice.every);
  const { boxId } = useMail();
  const open = useOpenRow();
  const { list } = source;
  const current = rowAt(list, at);
  const meant = choice.chosen.length > 0 ? choice.chosen : current ? [current] : [];
  const threads = meant.map((row) => row.emails);
  const last = list.leads.length - 1;

  async function step(by: number): Promise<void> {
    const position = Math.max(0, Math.min(last, at + by));
    const [next] = await source.ensure({ first: position, last: position });
    if (!next) return;
    onCursor(next);
    if (isPane) open(next);
    document.getElementById('mail-list')?.focus();
  }
  /** Do it to what is meant; the cursor stays at its height. */
  function leave(verb: (it: typeof threads) => void): void {
    if (threads.length === 0) return;
    const gone = new Set(meant.map((row) => row.id));
    const below = list.leads.slice(Math.max(at, 0)).flatMap((lead) => list.rows.get(lead) ?? []);
    const stays = below.find((row) => !gone.has(row.id));
    verb(threads);
    choice.setEvery(false);
    selection.clear();
    if (current && gone.has(current.id)) onCursor(stays);
  }
  const done = (verb: (it: typeof threads) => void) => () => threads.length > 0 && verb(threads);
  const isStar = threads.flat().some(isStarred);
  const tabs = useTabs();
  const go = useGo();
  function turn(by: number): void {
    const here = tabs.findIndex(({ id }) => id === boxId);
    const next = tabs[(here + by + tabs.length) % tabs.length];
    if (next) go(next.href);
  }
  useMailKeys('list', [
    ['j', t('keys.next'), () => void step(1)],
    ['k', t('keys.previous'), () => void step(-1)],
    ['o', t('keys.open'), () => current && open(current)],
    ['x', t('keys.select'), () => current && selection.toggle(current.id)],
    ['e', t('archive'), () => leave(verbs.archive)],
    ['y', t('archive'), () => leave(verbs.archive)],
    ['#', t('trash'), () => (verbs.isTrash ? void verbs.destroy(threads) : leave(verbs.trash))],
    ['!', t('junk'), () => leave(verbs.isJunk ? verbs.inbox : verbs.junk)],
    ['m', t('mute'), () => leave((it) => verbs.mute(it, true))],
    ['b', t('snooze'), () => choice.every || openSnooze(threads, selection.clear)],
    ['s', t('star'), done((it) => verbs.star(it, !isStar))],
    ['+', t('important.mark'), done((it) => verbs.important(it, true))],
    ['=', t('important.mark'), done((it) => verbs.important(it, true))],
    ['-', t('important.not'), done((it) => verbs.important(it, false))],
    ['shift+i', t('read'), done((it) => verbs.read(it, true))],
    ['shift+u', t('unread'), done((it) => verbs.read(it, false))],
    ['`', t('keys.nextTab'), () => turn(1)],
    ['~', t('keys.previousTab'), () => turn(-1)],
    ['* a', t('keys.all'), () => selection.set(rowsOfKind('all', rows))],
    ['* n', t('keys.deselect'), () => selection.clear()],
    ['* r', t('keys.selectRead'), () => selection.set(rowsOfKind('read', rows))],
    ['* u', t('keys.selectUnread'), () => selection.set(rowsOfKind('unread', rows))],
    ['* s', t('keys.selectStarred'), () => selection.set(rowsOfKind('starred', rows))],
    ['* t', t('keys.selectUnstarred'), () => selection.set(rowsOfKind('unstarred', rows))],
    ['Escape', t('keys.deselect'), () => selection.clear()],
  ]);
}
