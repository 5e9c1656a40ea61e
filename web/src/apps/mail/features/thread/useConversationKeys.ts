/** The keys of a conversation, as in Gmail. */
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts, type Shortcut } from '@/platform/keys';
import type { Answering } from '@/apps/mail/model/compose';
import { isStarred, type Head } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import { useAnswer } from './useAnswer';
import { useNeighbours } from './useNeighbours';

interface Read {
  emails: readonly Head[];
  last: Head | undefined;
  onBack: () => void;
}

export function useConversationKeys({ emails, last, onBack }: Read): void {
  const { t } = useTranslation('mail');
  const { account, place } = useMail();
  const go = useGo();
  const verbs = useVerbs();
  const answer = useAnswer();
  const { newer, older } = useNeighbours();
  const threads = [emails];
  const step = (id: string) => id && go(hrefOf({ ...place, thread: id }));
  const respond = (kind: Answering) => last && account.maySend && answer(kind, last);
  const leave = (verb: (it: typeof threads) => void) => {
    verb(threads);
    onBack();
  };
  const key = (keys: string, label: string, run: () => unknown): Shortcut => ({
    keys,
    label,
    group: t('app'),
    run: () => void run(),
  });
  useShortcuts([
    key('u', t('back'), onBack),
    key('j', t('older.one'), () => step(older)),
    key('k', t('newer'), () => step(newer)),
    key('r', t('reply'), () => respond('reply')),
    key('a', t('replyAll'), () => respond('replyAll')),
    key('f', t('forward'), () => respond('forward')),
    key('e', t('archive'), () => leave(verbs.archive)),
    key('!', t('junk'), () => leave(verbs.junk)),
    key('#', t('trash'), () =>
      verbs.isTrash
        ? void verbs.destroy(threads).then((isGone) => isGone && onBack())
        : leave(verbs.trash),
    ),
    key('s', t('star'), () => verbs.star(threads, !emails.some(isStarred))),
    key('shift+u', t('unread'), () => {
      verbs.read(threads, false);
      onBack();
    }),
  ]);
}
