/** One ticket in a list: who asks, what about, where it stands. */
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, StatusBadge, usePhone, When } from '@/ui';
import type { TicketRow } from '../client';
import { nameOf, priorityLook, statusLook } from '../model';
import classes from './desk.module.css';

export function TicketLine({ ticket }: { ticket: TicketRow }) {
  const isPhone = usePhone();
  return isPhone ? <Tall ticket={ticket} /> : <Wide ticket={ticket} />;
}

function Wide({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation('desk');
  const { tone, icon } = statusLook[ticket.status];
  return (
    <>
      <span className={classes.reference}>{ticket.reference}</span>
      <span className={classes.requester} data-new={ticket.status === 'new' || undefined}>
        {nameOf(ticket)}
      </span>
      <span className={classes.subject} data-new={ticket.status === 'new' || undefined}>
        {ticket.subject}
      </span>
      <Urgency ticket={ticket} />
      <span className={classes.status}>
        <StatusBadge tone={tone} icon={icon}>
          {t(`status.${ticket.status}`)}
        </StatusBadge>
      </span>
      <span className={classes.assignee}>
        {ticket.assignee && <PersonAvatar name={ticket.assignee.name} size={22} />}
      </span>
      <span className={classes.time}>
        <When at={ticket.active_at} />
      </span>
    </>
  );
}

function Tall({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation('desk');
  const { tone, icon } = statusLook[ticket.status];
  return (
    <div className={classes.tall}>
      <div className={classes.tallHead}>
        <span className={classes.requesterTall} data-new={ticket.status === 'new' || undefined}>
          {nameOf(ticket)}
        </span>
        <span className={classes.time}>
          <When at={ticket.active_at} />
        </span>
      </div>
      <div className={classes.tallBody}>
        <span className={classes.subject}>{ticket.subject}</span>
        <StatusBadge tone={tone} icon={icon}>
          {t(`status.${ticket.status}`)}
        </StatusBadge>
      </div>
    </div>
  );
}

function Urgency({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation('desk');
  if (ticket.priority !== 'high' && ticket.priority !== 'urgent') return null;
  const { tone, icon } = priorityLook[ticket.priority];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`priority.${ticket.priority}`)}
    </StatusBadge>
  );
}
