/** One thread: its comments, an answer field while it is looked at, and what can be done with it. */
import { useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCheck,
  IconDots,
  IconLink,
  IconPencil,
  IconTrash,
  IconUserCheck,
  IconUserX,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMaybeMe } from '@/platform/session';
import { PeoplePicker, PersonAvatar, toast, When } from '@/ui';
import type { Comment, Thread, ThreadActions } from './client';
import { RemarkForm } from './RemarkForm';
import classes from './comments.module.css';

interface Props {
  thread: Thread;
  actions: ThreadActions;
  isActive: boolean;
  /** Whether the text that it is about is gone. */
  isOrphan: boolean;
  hasQuote?: boolean;
  onPick: () => void;
}

export function ThreadCard({ thread, actions, isActive, isOrphan, hasQuote, onPick }: Props) {
  const { t } = useTranslation('docs');
  const me = useMaybeMe();
  const [isAssigning, setAssigning] = useState(false);
  return (
    <article
      className={classes.card}
      data-active={isActive || undefined}
      data-thread={thread.id}
      aria-label={t('comments.by', { name: thread.comments[0]?.author.name ?? '' })}
      onClick={onPick}
      onFocus={onPick}
    >
      {(isOrphan || hasQuote) && thread.anchor_text && (
        <blockquote className={classes.quote} data-gone={isOrphan || undefined}>
          {thread.anchor_text}
        </blockquote>
      )}
      {isOrphan && <p className={classes.note}>{t('comments.orphan')}</p>}
      {thread.assignee && !thread.is_resolved && (
        <p className={classes.note}>
          {thread.assignee.id === me?.id
            ? t('comments.assignedYou')
            : t('comments.assigned', { name: thread.assignee.name })}
        </p>
      )}
      {thread.comments.map((comment, index) => (
        <Remarked
          key={comment.id}
          comment={comment}
          actions={actions}
          thread={index === 0 ? thread : null}
          onAssign={() => setAssigning(true)}
        />
      ))}
      {isAssigning && (
        <PeoplePicker
          label={t('comments.assignTo')}
          isLabelHidden
          placeholder={t('comments.assignTo')}
          value={[]}
          limit={1}
          autoFocus
          onChange={([person]) => {
            setAssigning(false);
            if (person) void actions.assign(thread.id, person.id);
          }}
        />
      )}
      {thread.is_resolved && (
        <p className={classes.note}>
          {t('comments.resolvedBy', { name: thread.resolved_by?.name ?? '' })}
        </p>
      )}
      {isActive && thread.abilities.reply && !thread.is_resolved && (
        <RemarkForm
          label={t('comments.replyHint')}
          action={t('comments.reply')}
          canMention={me !== null}
          onSend={(remark) => actions.reply(thread.id, remark)}
        />
      )}
    </article>
  );
}

interface ToolsProps {
  thread: Thread;
  actions: ThreadActions;
}

function ResolveButton({ thread, actions }: ToolsProps) {
  const { t } = useTranslation('docs');
  const words = thread.is_resolved ? t('comments.reopen') : t('comments.resolve');
  return (
    <ActionIcon
      variant="subtle"
      size={26}
      color={thread.is_resolved ? 'gray' : undefined}
      aria-label={words}
      title={words}
      onClick={() => void actions.resolve(thread.id, !thread.is_resolved)}
    >
      {thread.is_resolved ? <IconArrowBackUp size={16} /> : <IconCheck size={18} />}
    </ActionIcon>
  );
}

/** What the menu of the first comment offers for the thread. */
function ThreadItems({ thread, actions, onAssign }: ToolsProps & { onAssign: () => void }) {
  const { t } = useTranslation('docs');
  const { abilities, assignee } = thread;
  function copyLink(): void {
    const url = new URL(window.location.href);
    url.searchParams.set('thread', thread.id);
    void navigator.clipboard.writeText(url.href).then(() => toast.show(t('comments.copied')));
  }
  return (
    <>
      {abilities.assign && (
        <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={onAssign}>
          {t('comments.assign')}
        </Menu.Item>
      )}
      {abilities.assign && assignee && (
        <Menu.Item
          leftSection={<IconUserX size={16} />}
          onClick={() => void actions.assign(thread.id, null)}
        >
          {t('comments.unassign')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconLink size={16} />} onClick={copyLink}>
        {t('comments.copyLink')}
      </Menu.Item>
    </>
  );
}

interface RemarkedProps {
  comment: Comment;
  actions: ThreadActions;
  /** The thread that the comment opens; null for answers. */
  thread: Thread | null;
  onAssign: () => void;
}

function Remarked({ comment, actions, thread, onAssign }: RemarkedProps) {
  const { t } = useTranslation('docs');
  const [isEditing, setEditing] = useState(false);
  const { author, abilities } = comment;
  return (
    <div className={classes.remark}>
      <header className={classes.head}>
        <PersonAvatar name={author.name} seed={author.id ?? `guest:${author.name}`} size={28} />
        <span className={classes.who}>
          <strong>{author.name}</strong>
          <small>
            <When at={comment.created_at} />
            {comment.edited_at && ` · ${t('comments.edited')}`}
          </small>
        </span>
        {thread?.abilities.resolve && <ResolveButton thread={thread} actions={actions} />}
        {(thread || abilities.edit || abilities.delete) && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={26}
                aria-label={t('comments.more', { name: author.name })}
              >
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {thread && <ThreadItems thread={thread} actions={actions} onAssign={onAssign} />}
              {abilities.edit && (
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
                  {t('comments.edit')}
                </Menu.Item>
              )}
              {abilities.delete && (
                <Menu.Item
                  leftSection={<IconTrash size={16} />}
                  color="red"
                  onClick={() => void actions.remove(comment.id)}
                >
                  {t('comments.delete')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {isEditing ? (
        <RemarkForm
          label={t('comments.edit')}
          action={t('comments.save')}
          initial={comment.text}
          known={comment.mentions}
          autoFocus
          canMention
          onCancel={() => setEditing(false)}
          onSend={async (remark) => {
            await actions.change(comment.id, remark);
            setEditing(false);
          }}
        />
      ) : (
        <p className={classes.text}>
          <WithMentions comment={comment} />
        </p>
      )}
    </div>
  );
}

/** The text with the names of mentioned people set off. */
function WithMentions({ comment: { text, mentions } }: { comment: Comment }) {
  if (mentions.length === 0) return text;
  const names = mentions.map((it) => `@${it.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  const parts = text.split(new RegExp(`(${names.join('|')})`, 'g'));
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className={classes.mention}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
