/** A conversation: its messages below one another, older ones folded, answers at the end. */
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '@/platform/i18n';
import { QueryState } from '@/ui';
import { act } from '@/apps/mail/client/act';
import { useComposers } from '@/apps/mail/client/composers';
import { useThread } from '@/apps/mail/client/threads';
import { isDraft, isIn, isUnread, byRole, type Head } from '@/apps/mail/model/mail';
import { LabelChips } from '../LabelChips';
import { useMail } from '../MailContext';
import { SnoozedBanner } from '../snooze/SnoozedBanner';
import { TeamBar } from '../team/TeamBar';
import { AnswerRow } from './AnswerRow';
import { ConversationBar } from './ConversationBar';
import { DraftCard } from './DraftCard';
import { InlineComposers } from './InlineComposers';
import { MessageCard } from './MessageCard';
import { useConversationKeys } from './useConversationKeys';
import { useMessageFocus } from './useMessageFocus';
import classes from './thread.module.css';

const NotesPanel = lazy(() => import('../team/NotesPanel'));

/** Open at first: what is unread, and the last message. */
function openAtFirst(emails: readonly Head[]): ReadonlySet<string> {
  const sent = emails.filter((email) => !isDraft(email));
  const last = sent.at(-1);
  return new Set([...sent.filter(isUnread), ...(last ? [last] : [])].map((email) => email.id));
}

/** Mark as read what is shown, once: what one marks as unread again stays so. */
function useReading(accountId: string, emails: readonly Head[]): void {
  const seen = useRef(new Set<string>());
  useEffect(() => {
    const fresh = emails.filter((email) => isUnread(email) && !seen.current.has(email.id));
    if (fresh.length === 0) return;
    for (const email of fresh) seen.current.add(email.id);
    void act(accountId, { kind: 'read', value: true }, [fresh]);
  }, [accountId, emails]);
}

/** Which messages are open; what is sent or arrives meanwhile opens by itself. */
function useOpened(emails: readonly Head[]) {
  const [opened, setOpened] = useState(() => openAtFirst(emails));
  const [known, setKnown] = useState(() => emails.filter((it) => !isDraft(it)).map((it) => it.id));
  const fresh = emails.filter((email) => !isDraft(email) && !known.includes(email.id));
  if (fresh.length > 0) {
    const ids = fresh.map((email) => email.id);
    setKnown([...known, ...ids]);
    setOpened(new Set([...opened, ...ids]));
  }
  const toggle = (id: string) =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return { opened, toggle };
}

const none: Head[] = [];

/** In the trash one sees what was trashed; elsewhere one does not. */
function useShown(emails: readonly Head[]): Head[] {
  const { boxes, boxId } = useMail();
  const trash = byRole(boxes, 'trash')?.id ?? '';
  const kept = emails.filter((email) => !isIn(email, trash));
  return boxId === trash || kept.length === 0 ? [...emails] : kept;
}

export function Conversation() {
  const { account, place } = useMail();
  const thread = useThread(account.id, place.thread);
  const emails = useShown(thread.data ?? none);
  useReading(account.id, thread.data ?? none);
  const [hasNotes, setNotes] = useState(false);
  const threadId = emails[0]?.threadId ?? place.thread;
  return (
    <>
      <ConversationBar emails={emails} />
      <div className={classes.beside}>
        <QueryState
          query={{ ...thread, isLoading: thread.isPending }}
          isEmpty={emails.length === 0}
        >
          {emails.length > 0 && (
            <Messages
              emails={emails}
              team={
                account.isOwn ? null : (
                  <TeamBar threadId={threadId} onNotes={() => setNotes(!hasNotes)} />
                )
              }
            />
          )}
        </QueryState>
        {hasNotes && (
          <Suspense>
            <NotesPanel threadId={threadId} onClose={() => setNotes(false)} />
          </Suspense>
        )}
      </div>
    </>
  );
}

interface MessagesProps {
  emails: readonly Head[];
  /** In shared mailboxes: who takes care. */
  team: ReactNode;
}

function Messages({ emails, team }: MessagesProps) {
  const { t } = useTranslation('mail');
  const { account, own } = useMail();
  const composers = useComposers();
  const { opened, toggle } = useOpened(emails);
  const [isUnfolded, setUnfolded] = useState(false);
  const sent = emails.filter((email) => !isDraft(email));
  const last = sent.at(-1);
  const threadId = emails[0]?.threadId ?? '';
  const writing = composers.filter((it) => it.threadId === threadId);
  const drafts = emails.filter(
    (email) => isDraft(email) && !writing.some((it) => it.draftId === email.id),
  );
  // While a draft is being stored its successor is on screen before we know its id.
  const isStoring = writing.some((it) => it.state === 'saving' || it.state === 'sending');
  const reader = useMessageFocus();
  useConversationKeys({
    emails,
    last: reader.current(sent) ?? last,
    onStep: reader.step,
    onToggle: () => {
      const email = reader.current(sent);
      if (email && sent.length > 1) toggle(email.id);
    },
    onUnfold: () => {
      setUnfolded(true);
      for (const email of sent) if (!opened.has(email.id)) toggle(email.id);
    },
  });
  const folded = isUnfolded ? [] : foldedOf(sent, opened);
  return (
    <div className={classes.scroll} id="mail-conversation" tabIndex={-1}>
      <div className={classes.column}>
        <div className={classes.heading}>
          <h1>{sent[0]?.subject || emails[0]?.subject || t('subject.none')}</h1>
          <LabelChips emails={emails} />
        </div>
        {team}
        <SnoozedBanner emails={emails} />
        <div className={classes.messages}>
          {sent.map((email) => {
            if (folded.includes(email.id)) {
              return email.id === folded[0] ? (
                <button
                  key="folded"
                  type="button"
                  className={classes.folded}
                  onClick={() => setUnfolded(true)}
                >
                  <span>{t('older', { count: folded.length })}</span>
                </button>
              ) : null;
            }
            return (
              <MessageCard
                key={email.id}
                email={email}
                isOpen={opened.has(email.id)}
                onToggle={sent.length > 1 ? () => toggle(email.id) : undefined}
              />
            );
          })}
          {!isStoring &&
            drafts.map((email) => (
              <DraftCard key={email.id} accountId={account.id} email={email} />
            ))}
        </div>
        <InlineComposers threadId={threadId} />
        {account.maySend && last && !writing.some((it) => it.place === 'inline') && (
          <AnswerRow email={last} own={own} />
        )}
      </div>
    </div>
  );
}

/** Many closed messages between the first and the last open ones become one line. */
function foldedOf(emails: readonly Head[], opened: ReadonlySet<string>): string[] {
  const firstOpen = emails.findIndex((email) => opened.has(email.id));
  const between = emails.slice(1, Math.max(1, firstOpen));
  return between.length > 2 ? between.map((email) => email.id) : [];
}
