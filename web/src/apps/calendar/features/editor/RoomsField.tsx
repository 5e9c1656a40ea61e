/** Rooms and equipment: which are free then, narrowed by words, building and size. */
import { useState } from 'react';
import { Button, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDeviceProjector, IconDoor, IconSearch } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { QueryState, StatusBadge } from '@/ui';
import { useBuildings, useResources } from '@/apps/calendar/client/scheduling';
import type { Resource } from '@/apps/calendar/client/types';
import type { Draft } from '@/apps/calendar/model/draft';
import { at, utc } from '@/apps/calendar/model/zone';
import classes from './editor.module.css';

interface Props {
  draft: Draft;
  zone: string;
  onChange: (resources: string[]) => void;
}

export function RoomsField({ draft, zone, onChange }: Props) {
  const { t } = useTranslation('calendar');
  const [q, setQ] = useState('');
  const [building, setBuilding] = useState('');
  const [capacity, setCapacity] = useState(0);
  const [isFreeOnly, setFreeOnly] = useState(true);
  const [words] = useDebouncedValue(q.trim(), 200);
  const { data: buildings = [] } = useBuildings();
  const instant = (text: string) => (draft.is_all_day ? utc(at(text, zone)) : text);
  const query = useResources({
    q: words,
    building,
    capacity,
    features: '',
    from: instant(draft.start),
    to: instant(draft.end),
  });
  const all = query.data ?? [];
  const shown = all.filter(
    (it) => draft.resources.includes(it.id) || !isFreeOnly || it.is_free !== false,
  );
  const toggle = (id: string) =>
    onChange(
      draft.resources.includes(id)
        ? draft.resources.filter((it) => it !== id)
        : [...draft.resources, id],
    );
  return (
    <div className={classes.fields}>
      <TextInput
        aria-label={t('rooms.search')}
        placeholder={t('rooms.search')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <div className={classes.pair}>
        <Select
          aria-label={t('rooms.building')}
          placeholder={t('rooms.building')}
          clearable
          data={buildings}
          value={building || null}
          onChange={(value) => setBuilding(value ?? '')}
        />
        <NumberInput
          aria-label={t('rooms.capacity')}
          placeholder={t('rooms.capacity')}
          min={0}
          value={capacity || ''}
          onChange={(value) => setCapacity(Number(value) || 0)}
        />
      </div>
      <Checkbox
        label={t('rooms.free')}
        checked={isFreeOnly}
        onChange={(event) => setFreeOnly(event.currentTarget.checked)}
      />
      <QueryState query={query} isEmpty={shown.length === 0} empty={<p>{t('rooms.none')}</p>}>
        <ul className={classes.rooms} aria-label={t('rooms')}>
          {shown.map((it) => (
            <Room
              key={it.id}
              room={it}
              isChosen={draft.resources.includes(it.id)}
              onToggle={() => toggle(it.id)}
            />
          ))}
        </ul>
      </QueryState>
    </div>
  );
}

interface RoomProps {
  room: Resource;
  isChosen: boolean;
  onToggle: () => void;
}

function Room({ room, isChosen, onToggle }: RoomProps) {
  const { t } = useTranslation('calendar');
  const RoomIcon = room.kind === 'equipment' ? IconDeviceProjector : IconDoor;
  const about = [
    [room.building, room.floor].filter(Boolean).join(', '),
    room.capacity > 0 && t('rooms.seats', { count: room.capacity }),
    room.features.join(', '),
  ].filter(Boolean);
  return (
    <li>
      <RoomIcon size={20} stroke={1.75} aria-hidden />
      <span className={classes.roomName}>
        {room.name}
        <small>{about.join(' · ')}</small>
      </span>
      {room.is_free === false && !isChosen ? (
        <StatusBadge tone="warning">{t('rooms.taken')}</StatusBadge>
      ) : (
        <Button
          size="compact-xs"
          variant={isChosen ? 'filled' : 'default'}
          aria-pressed={isChosen}
          aria-label={t(isChosen ? 'rooms.remove.of' : 'rooms.add.of', { name: room.name })}
          onClick={onToggle}
        >
          {isChosen ? t('rooms.added') : t('rooms.add')}
        </Button>
      )}
    </li>
  );
}
