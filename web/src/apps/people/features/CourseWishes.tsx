/** The trainings of a template: joiners are invited and choose a date themselves. */
import { useState } from 'react';
import { ActionIcon, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ListRow, RowList } from '@/ui';
import { useTrainings } from '../client/templates';
import type { CourseWish } from '../client/types';

interface Props {
  wishes: readonly CourseWish[];
  onChange: (wishes: CourseWish[]) => void;
}

export function CourseWishes({ wishes, onChange }: Props) {
  const { t } = useTranslation('people');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const found = useTrainings(q).data ?? [];
  const chosen = new Set(wishes.map((it) => it.id));
  return (
    <Stack gap="xs">
      <Select
        label={t('template.courses')}
        placeholder={t('template.addCourse')}
        searchable
        value={null}
        searchValue={text}
        onSearchChange={setText}
        filter={({ options }) => options}
        nothingFoundMessage={t('template.noCourse')}
        data={found
          .filter((it) => !chosen.has(it.id))
          .map((it) => ({ value: it.id, label: it.title }))}
        onChange={(id) => {
          const course = found.find((it) => it.id === id);
          if (course) onChange([...wishes, { id: course.id, title: course.title }]);
          setText('');
        }}
      />
      <RowList label={t('template.courses')}>
        {wishes.map((wish) => (
          <ListRow
            key={wish.id}
            title={wish.title}
            actions={
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('groups.remove', { name: wish.title })}
                onClick={() => onChange(wishes.filter((it) => it !== wish))}
              >
                <IconX size={16} />
              </ActionIcon>
            }
          />
        ))}
      </RowList>
    </Stack>
  );
}
