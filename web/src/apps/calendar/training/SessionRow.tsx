/** A date: when and where it is, how many seats are left, and what one can do, in one click. */
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconCheck, IconHourglass, IconMapPin, IconVideo, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { StatusBadge, toast } from '@/ui';
import { useLeave, useMove, useRegister, type Course, type Session } from './client';
import { useDeadlineWords, useSeatWords, useWhen } from './words';
import classes from './training.module.css';

interface Props {
  session: Session;
  course: Course;
  /** What organisers do with it. */
  children?: ReactNode;
}

export function SessionRow({ session, course, children }: Props) {
  const { t } = useTranslation('calendar');
  const when = useWhen();
  const seats = useSeatWords();
  const deadline = useDeadlineWords();
  const isOff = session.state === 'cancelled';
  const more = isOff ? [] : [seats(session), deadline(session)].filter(Boolean);
  return (
    <li className={classes.session} data-off={isOff || session.is_over || undefined}>
      <div className={classes.what}>
        <span className={classes.when}>{when(session)}</span>
        <span className={classes.where}>
          {session.where && (
            <span className={classes.spot}>
              <IconMapPin size={14} stroke={1.75} aria-hidden />
              {session.where}
            </span>
          )}
          {session.conference_url && (
            <a className={classes.spot} href={session.conference_url}>
              <IconVideo size={14} stroke={1.75} aria-hidden />
              {t('training.online')}
            </a>
          )}
          {more.map((it) => (
            <span key={it}>{it}</span>
          ))}
        </span>
      </div>
      <div className={classes.own}>
        {isOff ? (
          <StatusBadge tone="danger" icon={IconX}>
            {t('training.cancelled')}
          </StatusBadge>
        ) : (
          <Own session={session} course={course} />
        )}
        {children}
      </div>
    </li>
  );
}

function Own({ session, course }: { session: Session; course: Course }) {
  const { t } = useTranslation('calendar');
  const { my_state, my_position, is_over } = session;
  if (my_state === 'registered') {
    return (
      <>
        <StatusBadge tone="success" icon={IconCheck}>
          {is_over && session.my_attendance === 'yes'
            ? t('training.attended')
            : t('training.my.registered')}
        </StatusBadge>
        {!is_over && <Leave session={session} />}
      </>
    );
  }
  if (my_state === 'waiting') {
    return (
      <>
        <StatusBadge tone="warning" icon={IconHourglass}>
          {t('training.my.waiting', { position: my_position ?? 1 })}
        </StatusBadge>
        {!is_over && <Leave session={session} />}
      </>
    );
  }
  return session.is_open ? (
    <Join session={session} course={course} />
  ) : (
    <Closed session={session} />
  );
}

function Closed({ session }: { session: Session }) {
  const { t } = useTranslation('calendar');
  if (session.is_over) return null;
  return <span className={classes.none}>{t('training.closed')}</span>;
}

function Join({ session, course }: { session: Session; course: Course }) {
  const { t } = useTranslation('calendar');
  const me = useMe();
  const when = useWhen();
  const register = useRegister(session.id);
  const move = useMove(me.id);
  const other = course.sessions.find((it) => it.my_state && !it.is_over && it.state === 'planned');
  const isFull = session.free === 0;
  const told = (state: string) => {
    const key = state === 'waiting' ? 'training.told.waiting' : 'training.told.registered';
    toast.show(t(key, { when: when(session) }), { tone: 'success' });
  };
  const label = other ? t('training.move') : isFull ? t('training.wait') : t('training.register');
  const act = () =>
    other
      ? move.mutate({ from: other.id, to: session.id }, { onSuccess: (it) => told(it.state) })
      : register.mutate(me.id, { onSuccess: (it) => told(it.state) });
  // Who has a seat would lose it for a place in a queue: the server refuses, so it is not offered.
  if (other?.my_state === 'registered' && isFull) return null;
  return (
    <Button
      size="xs"
      variant={other || isFull ? 'default' : 'filled'}
      aria-label={t('training.act', { act: label, when: when(session) })}
      loading={register.isPending || move.isPending}
      onClick={act}
    >
      {label}
    </Button>
  );
}

function Leave({ session }: { session: Session }) {
  const { t } = useTranslation('calendar');
  const me = useMe();
  const when = useWhen();
  const leave = useLeave(session.id);
  const register = useRegister(session.id);
  const label = t('training.leave');
  const undo = session.waiting === 0 ? { undo: () => register.mutate(me.id) } : {};
  return (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      aria-label={t('training.act', { act: label, when: when(session) })}
      loading={leave.isPending}
      onClick={() =>
        leave.mutate(me.id, {
          onSuccess: () => void toast.show(t('training.told.left', { when: when(session) }), undo),
        })
      }
    >
      {label}
    </Button>
  );
}
