/** The keys of a conversation, as in Gmail. Beside a list, its verbs are the list's. */
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import type { Answering } from '@/apps/mail/model/compose';
import { isStarred, type Head } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { openSnooze } from '../snooze/asking';
import { useMailKeys, type Key } from '../useMailKeys';
import { usePane } from '../usePane';
import { useVerbs } from '../useVerbs';
import { useAdvance } from './useAdvance';
import { useAnswer } from './useAnswer';
import { useNeighbours } from './useNeighbours';
import { useStanding } from './useStanding';

interface Read {
  emails: readonly Head[];
  last: Head | undefined;
  /** Go to the message before or after; open or close the one that has the focus. */
  onStep: (by: number) => void;
  onToggle: () => void;
  onUnfold: () => void;
}

export function useConversationKeys({ emails, last, onStep, onToggle, onUnfold }: Read): void {
  const { t } = useTranslation('mail');
  const { account, place } = useMail();
  const go = useGo();
  const pane = usePane();
  const verbs = useVerbs();
  const answer = useAnswer();
  const standing = useStanding(last);
  const { newer, older } = useNeighbours();
  const { back, advance } = useAdvance();
  const threads = [emails];
  const step = (id: string) => id && go(hrefOf({ ...place, thread: id }));
  const respond = (kind: Answering) => last && account.maySend && answer(kind, last);
  const leave = (verb: (it: typeof threads) => void) => () => {
    verb(threads);
    advance();
  };
  /** The message that has the focus and all after it are to be read again. */
  function unreadFrom(): void {
    const from = emails.findIndex((email) => email.id === last?.id);
    for (const email of emails.slice(Math.max(0, from))) verbs.read([[email]], false);
    back();
  }
  const destroy = () => void verbs.destroy(threads).then((isGone) => isGone && advance());
  const own: Key[] = [
    ['u', t('back'), back],
    ['r', t('reply'), () => respond('reply')],
    ['a', t('replyAll'), () => respond('replyAll')],
    ['f', t('forward'), () => standing?.role !== 'reader' && respond('forward')],
    ['n', t('keys.nextMessage'), () => onStep(1)],
    ['p', t('keys.previousMessage'), () => onStep(-1)],
    ['Enter', t('keys.toggleMessage'), onToggle],
    [';', t('keys.unfold'), onUnfold],
    ['_', t('keys.unreadHere'), unreadFrom],
  ];
  const shared: Key[] = [
    ['j', t('keys.next'), () => step(older)],
    ['k', t('keys.previous'), () => step(newer)],
    ['e', t('archive'), leave(verbs.archive)],
    ['y', t('archive'), leave(verbs.archive)],
    ['!', t('junk'), leave(verbs.isJunk ? verbs.inbox : verbs.junk)],
    ['#', t('trash'), verbs.isTrash ? destroy : leave(verbs.trash)],
    ['m', t('mute'), leave((it) => verbs.mute(it, true))],
    ['b', t('snooze'), () => openSnooze(threads, advance)],
    ['s', t('star'), () => verbs.star(threads, !emails.some(isStarred))],
    ['+', t('important.mark'), () => verbs.important(threads, true)],
    ['=', t('important.mark'), () => verbs.important(threads, true)],
    ['-', t('important.not'), () => verbs.important(threads, false)],
    ['[', t('keys.archiveNewer'), () => moveOn(newer)],
    [']', t('keys.archiveOlder'), () => moveOn(older)],
    [
      'shift+u',
      t('unread'),
      () => {
        verbs.read(threads, false);
        back();
      },
    ],
  ];
  function moveOn(next: string): void {
    verbs.archive(threads);
    if (next) step(next);
    else back();
  }
  useMailKeys('thread', pane === 'off' ? [...own, ...shared] : own);
}
