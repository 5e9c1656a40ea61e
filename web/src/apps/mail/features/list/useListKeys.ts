/** The keys of the list, as in Gmail. Verbs mean the selection, else the row under the cursor. */
import { useTranslation } from '@/platform/i18n';
import { useShortcuts, type Shortcut } from '@/platform/keys';
import type { Selection } from '@/ui';
import { isStarred, type Row } from '@/apps/mail/model/mail';
import { useVerbs } from '../useVerbs';
import { useOpenRow } from './useOpenRow';

interface Listed {
  rows: readonly Row[];
  chosen: readonly Row[];
  cursor: string;
  onCursor: (id: string) => void;
  selection: Selection;
}

export function useListKeys({ rows, chosen, cursor, onCursor, selection }: Listed): void {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const open = useOpenRow();
  const at = rows.findIndex((row) => row.id === cursor);
  const current = rows[at];
  const meant = chosen.length > 0 ? chosen : current ? [current] : [];
  const threads = meant.map((row) => row.emails);

  function step(by: number): void {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (next) onCursor(next.id);
    document.getElementById('mail-list')?.focus();
  }
  /** Do it to what is meant; the cursor stays at its height. */
  function leave(verb: (it: typeof threads) => void): void {
    if (threads.length === 0) return;
    const gone = new Set(meant.map((row) => row.id));
    const stays = rows.slice(Math.max(at, 0)).find((row) => !gone.has(row.id));
    verb(threads);
    selection.clear();
    if (gone.has(cursor)) onCursor(stays?.id ?? '');
  }
  const key = (keys: string, label: string, run: () => void): Shortcut => ({
    keys,
    label,
    group: t('app'),
    run,
  });
  useShortcuts([
    key('j', t('keys.next'), () => step(1)),
    key('k', t('keys.previous'), () => step(-1)),
    key('o', t('keys.open'), () => current && open(current)),
    key('x', t('keys.select'), () => current && selection.toggle(current.id)),
    key('e', t('archive'), () => leave(verbs.archive)),
    key('#', t('trash'), () => (verbs.isTrash ? void verbs.destroy(threads) : leave(verbs.trash))),
    key('!', t('junk'), () => leave(verbs.junk)),
    key('s', t('star'), () => verbs.star(threads, !threads.flat().some(isStarred))),
    key('shift+i', t('read'), () => verbs.read(threads, true)),
    key('shift+u', t('unread'), () => verbs.read(threads, false)),
    key('/', t('search'), () => document.getElementById('mail-search')?.focus()),
    key('Escape', t('keys.deselect'), () => selection.clear()),
  ]);
}
