/** A ticket: the conversation, where to answer, and its facts at the right. */
import { useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { Link, useGo, usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { AppLayout, QueryState, StatusBadge, Toolbar, usePhone } from '@/ui';
import { useChangeTicket, useTicket, type Ticket } from '../client';
import { AnswerBox } from '../features/AnswerBox';
import { Conversation } from '../features/Conversation';
import { DeskSide } from '../features/DeskSide';
import { TicketDetails } from '../features/TicketDetails';
import { statusLook } from '../model';
import classes from '../features/desk.module.css';

export default function TicketPage() {
  const { t } = useTranslation('desk');
  const ticket = useTicket(usePathParam('ticket'));
  const isPhone = usePhone();
  const [isPanelOpen, setPanelOpen] = useState(!isPhone);
  const panel = ticket.data && isPanelOpen && (
    <TicketDetails key={ticket.data.id} ticket={ticket.data} onClose={() => setPanelOpen(false)} />
  );
  const details = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('details')}
      aria-pressed={isPanelOpen}
      onClick={() => setPanelOpen(!isPanelOpen)}
    >
      <IconInfoCircle size={18} stroke={1.75} />
    </ActionIcon>
  );
  return (
    <AppLayout title={t('app')} side={<DeskSide />} panel={panel}>
      <Toolbar actions={details} title={<Heading ticket={ticket.data} />} />
      <QueryState query={ticket} isEmpty={!ticket.data}>
        {ticket.data && <Body ticket={ticket.data} />}
      </QueryState>
    </AppLayout>
  );
}

function Heading({ ticket }: { ticket: Ticket | undefined }) {
  const { t } = useTranslation('desk');
  return (
    <>
      <ActionIcon
        component={Link}
        to={ticket ? `/desk/queue/${ticket.queue_id}` : '/desk'}
        variant="subtle"
        color="gray"
        aria-label={t('back')}
      >
        <IconArrowLeft size={18} stroke={1.75} />
      </ActionIcon>
      {ticket && (
        <>
          <span className={classes.reference}>{ticket.reference}</span>
          <StatusBadge {...statusLook[ticket.status]}>{t(`status.${ticket.status}`)}</StatusBadge>
        </>
      )}
    </>
  );
}

function Body({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('desk');
  const go = useGo();
  const { mutate: change } = useChangeTicket(ticket);
  const canWork = ticket.abilities.work;
  useShortcuts([
    {
      keys: 'u',
      label: t('back'),
      group: t('app'),
      run: () => go(`/desk/queue/${ticket.queue_id}`),
    },
    {
      keys: 'e',
      label: t('solve'),
      group: t('app'),
      run: () => canWork && change({ status: 'solved' }),
    },
  ]);
  return (
    <>
      <Conversation ticket={ticket} />
      {canWork && <AnswerBox key={ticket.id} ticket={ticket} />}
    </>
  );
}
