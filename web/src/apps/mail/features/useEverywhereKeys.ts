/** The keys that hold on every screen of mail: write, search, go to a mailbox, undo, menus. */
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { undoLast } from '../client/act';
import { write } from '../client/opening';
import { hrefOf } from '../model/place';
import { useMail } from './MailContext';
import { useMailKeys } from './useMailKeys';

const places = [
  ['g i', 'inbox'],
  ['g s', 'starred'],
  ['g b', 'snoozed'],
  ['g t', 'sent'],
  ['g d', 'drafts'],
  ['g a', 'all'],
] as const;

const press = (id: string) => document.getElementById(id)?.click();

export function useEverywhereKeys(): void {
  const { t } = useTranslation('mail');
  const { account, place } = useMail();
  const go = useGo();
  useMailKeys('everywhere', [
    ['c', t('write'), () => account.maySend && write(account.id).catch(toast.problem)],
    ['/', t('search'), () => document.getElementById('mail-search')?.focus()],
    ['z', t('keys.undo'), undoLast],
    ['l', t('label'), () => press('mail-label-menu')],
    ['v', t('move'), () => press('mail-move-menu')],
    ['.', t('keys.more'), () => press('mail-more-menu')],
    ...places.map(
      ([keys, box]) =>
        [
          keys,
          t('keys.goto', { name: t(`box.${box}`) }),
          () => go(hrefOf({ account: place.account, box })),
        ] as const,
    ),
  ]);
}
