/** Who comes to a date and who waits; here organisers write down who was there. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconDownload, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import {
  EmptyState,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RightPanel,
  StatusBadge,
  toast,
} from '@/ui';
import {
  exportAddress,
  searchColleagues,
  useCourse,
  useLeave,
  useMark,
  useRegister,
  useRegistrations,
  type Attended,
  type Registration,
} from './client';
import { useNow } from '../features/useNow';
import { HOUR_MS } from '../model/zone';
import { useSeatWords, useWhen } from './words';
import classes from './training.module.css';

const marks = ['yes', 'no', 'unknown'] as const;
const isMark = (text: string): text is Attended => marks.some((it) => it === text);

interface Props {
  courseId: string;
  sessionId: string;
  onClose: () => void;
}

export function Registrations({ courseId, sessionId, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const when = useWhen();
  const seats = useSeatWords();
  const session = useCourse(courseId).data?.sessions.find((it) => it.id === sessionId);
  const list = useRegistrations(sessionId);
  const mark = useMark(sessionId);
  const isOn = useNow() > Date.parse(session?.starts_at ?? '') - HOUR_MS;
  const open = list.items.filter((it) => it.state === 'registered' && it.attended === 'unknown');
  return (
    <RightPanel
      title={t('training.people')}
      onClose={onClose}
      foot={
        <>
          <Button
            component="a"
            variant="default"
            href={exportAddress(sessionId)}
            download
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('training.export')}
          </Button>
          {isOn && open.length > 0 && (
            <Button
              loading={mark.isPending}
              onClick={() =>
                mark.mutate({ person_ids: open.map((it) => it.person_id), attended: 'yes' })
              }
            >
              {t('training.mark.all')}
            </Button>
          )}
        </>
      }
    >
      {session && (
        <p className={classes.panelHead}>
          <strong>{when(session)}</strong>
          <span>{seats(session)}</span>
        </p>
      )}
      {session?.state === 'planned' && !session.is_over && <Add sessionId={sessionId} />}
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState drawing="person" title={t('training.people.none')} />}
      >
        <ul className={classes.people} aria-label={t('training.people')}>
          {list.items.map((it) => (
            <Person key={it.person_id} sessionId={sessionId} person={it} isOn={isOn} />
          ))}
        </ul>
        {list.hasMore && (
          <Button variant="default" fullWidth onClick={list.more}>
            {t('training.more')}
          </Button>
        )}
      </QueryState>
    </RightPanel>
  );
}

function Add({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation('calendar');
  const register = useRegister(sessionId);
  return (
    <PeoplePicker
      label={t('training.people.add')}
      isLabelHidden
      placeholder={t('training.people.add')}
      value={[]}
      search={searchColleagues}
      onChange={([person]) => {
        if (!person) return;
        register.mutate(person.id, {
          onSuccess: ({ state }) =>
            void toast.show(t(`training.told.added.${state}`, { name: person.name })),
        });
      }}
    />
  );
}

interface PersonProps {
  sessionId: string;
  person: Registration;
  /** From shortly before it begins, one writes down who is there. */
  isOn: boolean;
}

function Person({ sessionId, person, isOn }: PersonProps) {
  const { t } = useTranslation('calendar');
  const mark = useMark(sessionId);
  const leave = useLeave(sessionId);
  const { person_id, name, email, state } = person;
  const shown = mark.isPending ? mark.variables.attended : person.attended;
  return (
    <li className={classes.person}>
      <PersonAvatar name={name} seed={person_id} size={32} />
      <div className={classes.name}>
        <span>{name}</span>
        <small>{email}</small>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('training.people.remove', { name })}
        loading={leave.isPending}
        onClick={() => leave.mutate(person_id)}
      >
        <IconUserMinus size={18} stroke={1.75} />
      </ActionIcon>
      <div className={classes.mark}>
        {state === 'waiting' ? (
          <StatusBadge tone="warning">{t('training.waiting')}</StatusBadge>
        ) : !isOn ? null : (
          <SegmentedControl
            size="xs"
            aria-label={t('training.mark.of', { name })}
            data={marks.map((it) => ({ value: it, label: t(`training.mark.${it}`) }))}
            value={shown}
            onChange={(value) =>
              isMark(value) && mark.mutate({ person_ids: [person_id], attended: value })
            }
          />
        )}
      </div>
    </li>
  );
}
