/** An event at a glance: when, where, who comes, and one's own answer. */
import { lazy, Suspense } from 'react';
import { ActionIcon, Anchor, Button, Skeleton } from '@mantine/core';
import {
  IconBell,
  IconCalendar,
  IconClock,
  IconExternalLink,
  IconLock,
  IconMapPin,
  IconPaperclip,
  IconPencil,
  IconRepeat,
  IconTrash,
  IconVideo,
  IconX,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { useEvent } from '@/apps/calendar/client/events';
import type { EventOut, Occurrence } from '@/apps/calendar/client/types';
import { useBench } from '../bench';
import { useDress } from '../look';
import { reminderWords } from './reminderWords';
import { AnswerButtons } from './AnswerButtons';
import { EventMenu } from './EventMenu';
import { GuestList } from './GuestList';
import classes from './card.module.css';

const Description = lazy(() => import('./Description'));

interface Props {
  occurrence: Occurrence;
  onClose: () => void;
  onDelete: () => void;
}

export function EventCard({ occurrence: it, onClose, onDelete }: Props) {
  const { t } = useTranslation('calendar');
  const { times, calendars } = useBench();
  const isPhone = usePhone();
  const go = useGo();
  const dress = useDress();
  const { data: event, isLoading } = useEvent(
    it.is_private_stub ? '' : it.event_id,
    it.recurrence_id,
  );
  const calendar = calendars.get(it.calendar_id);
  const edit = () =>
    go(`/calendar/event/${it.event_id}?recurrence=${encodeURIComponent(it.recurrence_id)}`);
  const { title, style } = dress(it);
  return (
    <div className={classes.card} style={style}>
      <div className={classes.actions}>
        {it.may_edit && (
          <>
            <Round icon={IconPencil} label={t('edit')} onClick={edit} />
            <Round icon={IconTrash} label={t('delete')} onClick={onDelete} />
          </>
        )}
        {!it.is_private_stub && (
          <EventMenu occurrence={it} event={event} onClose={onClose} onOpen={edit} />
        )}
        {!isPhone && <Round icon={IconX} label={t('close')} onClick={onClose} />}
      </div>
      <div className={classes.head}>
        <span className={classes.color} aria-hidden />
        <div>
          <h2 data-look={it.status === 'cancelled' ? 'cancelled' : undefined}>{title}</h2>
          <p>{times.when(it)}</p>
          {event?.recurrence_text && (
            <p className={classes.quiet}>
              <IconRepeat size={14} stroke={1.75} aria-hidden /> {event.recurrence_text}
            </p>
          )}
        </div>
      </div>
      <div className={classes.body}>
        {it.conference_url && (
          <Line icon={IconVideo}>
            <Button
              component="a"
              href={safeLink(it.conference_url)}
              target="_blank"
              rel="noreferrer"
              size="xs"
              rightSection={<IconExternalLink size={14} stroke={1.75} />}
            >
              {t('conference.join')}
            </Button>
          </Line>
        )}
        {it.location && <Line icon={IconMapPin}>{it.location}</Line>}
        {isLoading && it.guests > 0 && <Skeleton height={48} />}
        {event && event.guests.length > 0 && <GuestList event={event} />}
        {event?.description && (
          <Suspense>
            <Description html={event.description} />
          </Suspense>
        )}
        {event?.attachments.map((file) => (
          <Line key={file.url ?? file.node_id ?? file.name} icon={IconPaperclip}>
            <Anchor
              href={safeLink(file.url ?? `/drive/files/${file.node_id ?? ''}`)}
              target="_blank"
            >
              {file.name}
            </Anchor>
          </Line>
        ))}
        {event && <Reminders event={event} />}
        {it.visibility === 'private' && <Line icon={IconLock}>{t('visibility.private')}</Line>}
        {it.busy === 'free' && <Line icon={IconClock}>{t('busy.free')}</Line>}
        {calendar && <Line icon={IconCalendar}>{calendar.name}</Line>}
      </div>
      {event?.may_answer && <AnswerButtons occurrence={it} event={event} />}
    </div>
  );
}

function Reminders({ event }: { event: EventOut }) {
  const { t } = useTranslation('calendar');
  if (!event.reminders?.length) return null;
  return (
    <Line icon={IconBell}>
      {event.reminders
        .map((it) => reminderWords((key, values) => t(key, { ...values }), it))
        .join(', ')}
    </Line>
  );
}

/** Only addresses of the web lead anywhere. */
export const safeLink = (url: string): string =>
  /^(https?:|\/)/i.test(url) ? url : `https://${url.replace(/^[a-z]+:/i, '')}`;

function Line({ icon: LineIcon, children }: { icon: Icon; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <LineIcon size={18} stroke={1.75} aria-hidden />
      <div>{children}</div>
    </div>
  );
}

interface RoundProps {
  icon: Icon;
  label: string;
  onClick: () => void;
}

function Round({ icon: RoundIcon, label, onClick }: RoundProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={onClick}>
      <RoundIcon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
