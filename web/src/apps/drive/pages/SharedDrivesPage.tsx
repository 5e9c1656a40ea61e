/** The shared drives one belongs to. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconChevronRight, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { EmptyState, QueryState, Toolbar, usePhone, VirtualList } from '@/ui';
import { useDrives, type Drive } from '../client/nodes';
import { useAsk } from '../features/asking';
import { DriveScreen } from '../features/DriveScreen';
import { RoleWord } from '../features/roles';
import classes from '../features/drive.module.css';

export default function SharedDrivesPage() {
  return (
    <DriveScreen>
      <Body />
    </DriveScreen>
  );
}

function Body() {
  const { t } = useTranslation('drive');
  const go = useGo();
  const ask = useAsk();
  const query = useDrives();
  const drives = (query.data ?? []).filter((drive) => drive.kind === 'shared');
  const [activeId, setActive] = useState<string>();
  const create = (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconPlus size={16} stroke={1.75} />}
      onClick={() => ask({ kind: 'drive' })}
    >
      {t('drive.new')}
    </Button>
  );
  return (
    <>
      <Toolbar title={t('drives')} actions={create} />
      <QueryState
        query={query}
        isEmpty={drives.length === 0}
        empty={
          <EmptyState drawing="folder" title={t('empty.drives')}>
            {t('empty.drives.body')}
          </EmptyState>
        }
      >
        <VirtualList
          items={drives}
          label={t('drives')}
          idOf={(drive) => drive.id}
          rowHeight={48}
          activeId={activeId}
          onActivate={(drive) => setActive(drive.id)}
          onOpen={(drive) => go(`/drive/folders/${drive.root}`)}
          rowProps={(drive) => ({ onClick: () => go(`/drive/folders/${drive.root}`) })}
          renderRow={(drive) => <Row drive={drive} />}
        />
      </QueryState>
    </>
  );
}

function Row({ drive }: { drive: Drive }) {
  const { size } = useFormats();
  const isPhone = usePhone();
  return (
    <>
      <IconUsersGroup size={20} stroke={1.75} aria-hidden />
      <span className={classes.name}>
        <span className={classes.nameText}>{drive.name}</span>
      </span>
      {drive.description && !isPhone && (
        <span className={classes.description}>{drive.description}</span>
      )}
      {drive.role && <RoleWord role={drive.role} />}
      <span className={classes.size}>{size(drive.used_bytes)}</span>
      <IconChevronRight size={16} aria-hidden />
    </>
  );
}
