/** The room of a date; those that are taken then cannot be chosen. */
import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from '@/platform/i18n';
import { useResources } from '../client/scheduling';

interface Props {
  roomId: string | null;
  /** The one that the date has already. */
  room: { id: string; name: string } | null;
  from: string;
  to: string;
  onChange: (roomId: string | null) => void;
}

export function RoomSelect({ roomId, room, from, to, onChange }: Props) {
  const { t } = useTranslation('calendar');
  const [text, setText] = useState(room?.name ?? '');
  const [q] = useDebouncedValue(text, 150);
  const isSearched = text !== room?.name;
  const found = useResources({
    q: isSearched ? q : '',
    building: '',
    capacity: 0,
    features: '',
    from,
    to,
  });
  const rooms = (found.data ?? []).filter((it) => it.kind === 'room' && it.id !== room?.id);
  const offered = rooms.map((it) => ({
    value: it.id,
    label: [it.name, it.building, it.capacity > 0 && t('training.room.for', { count: it.capacity })]
      .filter(Boolean)
      .join(' · '),
    disabled: !it.may_book || it.is_free === false,
  }));
  return (
    <Select
      label={t('training.room')}
      placeholder={t('training.room.none')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('training.room.clear') }}
      filter={({ options }) => options}
      data={room ? [{ value: room.id, label: room.name, disabled: false }, ...offered] : offered}
      value={roomId}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={t('training.room.nothing')}
      onChange={onChange}
    />
  );
}
