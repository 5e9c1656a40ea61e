/** The facts of a ticket: status, priority, assignee and queue can be changed by those who work there. */
import { Select } from '@mantine/core';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { KeyValues, RightPanel, StatusBadge, When } from '@/ui';
import { useAgents, useChangeTicket, useQueues, type Ticket } from '../client';
import { nameOf, priorities, statuses, statusLook } from '../model';
import classes from './desk.module.css';

interface Props {
  ticket: Ticket;
  onClose: () => void;
}

export function TicketDetails({ ticket, onClose }: Props) {
  const { t } = useTranslation('desk');
  return (
    <RightPanel title={t('details')} onClose={onClose}>
      <Fields ticket={ticket} />
      <section className={classes.panelSection}>
        <h3>{t('requester')}</h3>
        <KeyValues
          items={[
            [t('name'), nameOf(ticket)],
            [t('email'), ticket.requester_email],
            [t('created'), <When key="created" at={ticket.created_at} style="exact" />],
          ]}
        />
      </section>
      <Others ticket={ticket} />
    </RightPanel>
  );
}

function Fields({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('desk');
  const { mutate: change } = useChangeTicket(ticket);
  const { data: queues = [] } = useQueues();
  const isFixed = !ticket.abilities.work;
  return (
    <div className={classes.fields}>
      <Select
        label={t('field.status')}
        disabled={isFixed}
        allowDeselect={false}
        value={ticket.status}
        data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(value) => value && change({ status: value as Ticket['status'] })}
      />
      <Select
        label={t('field.priority')}
        disabled={isFixed}
        allowDeselect={false}
        value={ticket.priority}
        data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
        onChange={(value) => value && change({ priority: value as Ticket['priority'] })}
      />
      <Assignee ticket={ticket} />
      <Select
        label={t('field.queue')}
        disabled={isFixed}
        allowDeselect={false}
        value={ticket.queue_id}
        data={queues.map((queue) => ({ value: queue.id, label: queue.name }))}
        onChange={(value) => value && value !== ticket.queue_id && change({ queue_id: value })}
      />
    </div>
  );
}

function Assignee({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('desk');
  const { mutate: change } = useChangeTicket(ticket);
  const { data: agents = [] } = useAgents(ticket.queue_id);
  const known = ticket.assignee && !agents.some((agent) => agent.id === ticket.assignee?.id);
  const choices = known && ticket.assignee ? [ticket.assignee, ...agents] : agents;
  return (
    <Select
      label={t('field.assignee_id')}
      disabled={!ticket.abilities.work}
      searchable
      clearable
      placeholder={t('nobody')}
      nothingFoundMessage={t('empty.agents')}
      value={ticket.assignee?.id ?? null}
      data={choices.map((agent) => ({ value: agent.id, label: agent.name }))}
      onChange={(value) => change({ assignee_id: value ?? '' })}
    />
  );
}

function Others({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('desk');
  if (ticket.others.length === 0) return null;
  return (
    <section className={classes.panelSection}>
      <h3>{t('others')}</h3>
      <ul className={classes.others}>
        {ticket.others.map((other) => (
          <li key={other.id}>
            <Link to={`/desk/tickets/${other.id}`} className={classes.otherLink}>
              <span className={classes.subject}>{other.subject}</span>
              <StatusBadge {...statusLook[other.status]}>{t(`status.${other.status}`)}</StatusBadge>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
