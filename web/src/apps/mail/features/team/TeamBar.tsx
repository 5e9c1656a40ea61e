/** Above a conversation of a shared mailbox: who takes care of it, is it done, who else is here. */
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconMessage2, IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { PersonAvatar, toast } from '@/ui';
import { careQuery, changeCare, teamQuery } from '@/apps/mail/client/teamwork';
import { useMail } from '../MailContext';
import { usePresence } from './usePresence';
import classes from './team.module.css';

interface Props {
  threadId: string;
  onNotes: () => void;
}

export function TeamBar({ threadId, onNotes }: Props) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const me = useMe();
  const care = useQuery(careQuery(account.id, threadId)).data;
  const { data: team = [] } = useQuery(teamQuery(account.id));
  const others = usePresence(account.id, threadId);
  const answering = others.filter((it) => it.doing === 'answering');
  const isDone = care?.state === 'done';
  const change = (body: Parameters<typeof changeCare>[2]) =>
    void changeCare(account.id, threadId, body).catch(toast.problem);
  return (
    <>
      <div className={classes.bar} role="group" aria-label={t('team')}>
        <Select
          size="xs"
          aria-label={t('team.assignee')}
          placeholder={t('team.nobody')}
          clearable
          searchable
          data={team.map((it) => ({
            value: it.id,
            label: it.id === me.id ? t('team.me', { name: it.name }) : it.name,
          }))}
          value={care?.assignee?.id ?? null}
          onChange={(id) => change({ assignee_id: id ?? '' })}
        />
        <Button
          size="xs"
          variant={isDone ? 'light' : 'default'}
          aria-pressed={isDone}
          leftSection={<IconCircleCheck size={16} stroke={1.75} />}
          onClick={() => change({ state: isDone ? 'open' : 'done' })}
        >
          {isDone ? t('team.done') : t('team.finish')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMessage2 size={16} stroke={1.75} />}
          onClick={onNotes}
        >
          {t('team.notes.count', { count: care?.notes ?? 0 })}
        </Button>
        <span className={classes.present}>
          {others.map(({ person, doing }) => (
            <span key={person.id} title={t(`team.${doing}`, { name: person.name })}>
              <PersonAvatar name={person.name} seed={person.id} size={22} />
            </span>
          ))}
        </span>
      </div>
      {answering.length > 0 && (
        <p className={classes.collision} role="status">
          <IconPencil size={16} stroke={1.75} aria-hidden />
          {answering.map((it) => t('team.answering', { name: it.person.name })).join(' · ')}
        </p>
      )}
    </>
  );
}
