/** The shared drives of a template, each with the role that joiners get there. */
import { useState } from 'react';
import { ActionIcon, Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ListRow, RowList } from '@/ui';
import { driveRoles, isDriveRole, useSharedDrives } from '../client/templates';
import type { DriveWish } from '../client/types';

interface Props {
  wishes: readonly DriveWish[];
  onChange: (wishes: DriveWish[]) => void;
}

function AddDrive({ wishes, onChange }: Props) {
  const { t } = useTranslation('people');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const found = useSharedDrives(q).data ?? [];
  const chosen = new Set(wishes.map((it) => it.id));
  const offered = found.filter((drive) => !chosen.has(drive.id));
  return (
    <Select
      label={t('template.drives')}
      placeholder={t('template.addDrive')}
      searchable
      value={null}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('template.noDrive')}
      data={offered.map((drive) => ({ value: drive.id, label: drive.name }))}
      onChange={(id) => {
        const drive = found.find((it) => it.id === id);
        if (drive) onChange([...wishes, { id: drive.id, name: drive.name, role: 'contributor' }]);
        setText('');
      }}
    />
  );
}

export function DriveWishes({ wishes, onChange }: Props) {
  const { t } = useTranslation('people');
  return (
    <Stack gap="xs">
      <AddDrive wishes={wishes} onChange={onChange} />
      <RowList label={t('template.drives')}>
        {wishes.map((wish) => (
          <ListRow
            key={wish.id}
            title={wish.name}
            description={
              <Select
                size="xs"
                mt={4}
                aria-label={t('template.driveRole', { name: wish.name })}
                allowDeselect={false}
                value={wish.role}
                data={driveRoles.map((it) => ({ value: it, label: t(`driveRole.${it}`) }))}
                onChange={(role) => {
                  if (!role || !isDriveRole(role)) return;
                  onChange(wishes.map((it) => (it === wish ? { ...it, role } : it)));
                }}
              />
            }
            actions={
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('groups.remove', { name: wish.name })}
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
