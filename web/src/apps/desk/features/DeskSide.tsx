/** The desk's side bar: views, then the queues with what is unsolved in each. */
import {
  IconCircleCheck,
  IconInbox,
  IconSettings,
  IconUser,
  IconUserQuestion,
} from '@tabler/icons-react';
import { ActionIcon } from '@mantine/core';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection } from '@/ui';
import { useQueues, type Queue } from '../client';
import classes from './desk.module.css';

const sum = (queues: Queue[], field: 'mine' | 'unassigned' | 'unsolved'): number =>
  queues.reduce((total, queue) => total + queue[field], 0);

export function DeskSide() {
  const { t } = useTranslation('desk');
  const go = useGo();
  const { data: queues = [] } = useQueues();
  const canWork = queues.some((queue) => queue.abilities.work);
  return (
    <>
      {canWork && (
        <PrimaryAction onClick={() => go('/desk?new=ticket')}>{t('ticket.create')}</PrimaryAction>
      )}
      <SideSection>
        <SideLink
          exact
          to="/desk"
          icon={IconInbox}
          label={t('view.all')}
          count={sum(queues, 'unsolved')}
        />
        <SideLink
          to="/desk/mine"
          icon={IconUser}
          label={t('view.mine')}
          count={sum(queues, 'mine')}
        />
        <SideLink
          to="/desk/unassigned"
          icon={IconUserQuestion}
          label={t('view.unassigned')}
          count={sum(queues, 'unassigned')}
        />
        <SideLink to="/desk/solved" icon={IconCircleCheck} label={t('view.solved')} />
      </SideSection>
      {queues.length > 0 && (
        <SideSection title={t('queues')}>
          {queues.map((queue) => (
            <QueueLink key={queue.id} queue={queue} />
          ))}
        </SideSection>
      )}
    </>
  );
}

function QueueLink({ queue }: { queue: Queue }) {
  return (
    <SideLink
      to={`/desk/queue/${queue.id}`}
      mark={<span className={classes.queueKey}>{queue.key}</span>}
      label={queue.name}
      count={queue.unsolved}
    />
  );
}

/** Leads managers to the settings of the queue that is open. */
export function QueueSettingsLink({ queueId }: { queueId: string }) {
  const { t } = useTranslation('desk');
  const { data: queues = [] } = useQueues();
  const queue = queues.find((one) => one.id === queueId);
  if (!queue?.abilities.manage) return null;
  return (
    <ActionIcon
      component={Link}
      to={`/desk/queue/${queueId}/settings`}
      variant="subtle"
      color="gray"
      aria-label={t('queue.settings')}
    >
      <IconSettings size={18} stroke={1.75} />
    </ActionIcon>
  );
}
