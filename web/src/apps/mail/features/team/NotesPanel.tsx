/** Comments among colleagues on a conversation; whom one writes with never sees them. */
import { useState } from 'react';
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, QueryState, RightPanel, toast, When } from '@/ui';
import { addNote, notesQuery, removeNote, type Note } from '@/apps/mail/client/teamwork';
import { useMail } from '../MailContext';
import classes from './team.module.css';

interface Props {
  threadId: string;
  onClose: () => void;
}

export default function NotesPanel({ threadId, onClose }: Props) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const notes = useQuery(notesQuery(account.id, threadId));
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  async function add(): Promise<void> {
    setBusy(true);
    try {
      await addNote(account.id, threadId, text.trim());
      setText('');
    } catch (error) {
      toast.problem(error);
    }
    setBusy(false);
  }
  return (
    <RightPanel title={t('team.notes')} onClose={onClose}>
      <QueryState
        query={{ ...notes, isLoading: notes.isPending }}
        isEmpty={notes.data?.length === 0}
        empty={<p className={classes.none}>{t('team.notes.none')}</p>}
      >
        <ul className={classes.notes}>
          {notes.data?.map((note) => (
            <NoteItem key={note.id} threadId={threadId} note={note} />
          ))}
        </ul>
      </QueryState>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Textarea
          aria-label={t('team.notes.text')}
          placeholder={t('team.notes.text')}
          autosize
          minRows={3}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={isBusy} disabled={!text.trim()}>
          {t('team.notes.add')}
        </Button>
      </form>
    </RightPanel>
  );
}

function NoteItem({ threadId, note }: { threadId: string; note: Note }) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const name = note.author?.name ?? t('nobody');
  return (
    <li className={classes.note}>
      <PersonAvatar name={name} seed={note.author?.id} size={26} />
      <div>
        <strong>{name}</strong> <When at={note.created_at} />
        <p>{note.text}</p>
      </div>
      {note.may_change && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('team.notes.remove')}
          title={t('team.notes.remove')}
          onClick={() => void removeNote(account.id, threadId, note.id).catch(toast.problem)}
        >
          <IconTrash size={14} stroke={1.75} />
        </ActionIcon>
      )}
    </li>
  );
}
