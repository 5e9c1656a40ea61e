/** What was put in the trash: bring it back, or delete it for good. */
import { Button, Select } from '@mantine/core';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, EmptyState, usePhone } from '@/ui';
import { emptyTrash } from '../client/act';
import { useDrives, useTrash } from '../client/nodes';
import { NodeListing } from '../features/NodeListing';

export default function TrashPage() {
  const { t } = useTranslation('drive');
  const isPhone = usePhone();
  const [drive, setDrive] = useQueryParam('drive');
  const { data: drives = [] } = useDrives();
  const list = useTrash(drive);
  const managed = drives.filter((one) => one.abilities.manage && (!drive || one.id === drive));
  const canEmpty = managed.length > 0 && list.items.some((node) => node.abilities.purge);

  async function empty(): Promise<void> {
    const isSure = await confirm({
      title: t('trash.empty.question'),
      body: t('delete.body'),
      action: t('trash.empty'),
      isDangerous: true,
    });
    if (isSure)
      await emptyTrash(
        managed.map((one) => one.id),
        t('trash.emptied'),
      );
  }

  const choices = [
    { value: '', label: t('drives.any') },
    ...drives.map((one) => ({
      value: one.id,
      label: one.kind === 'my' ? t('view.mine') : one.name,
    })),
  ];
  const actions = (
    <>
      {drives.length > 1 && !isPhone && (
        <Select
          aria-label={t('drives')}
          size="xs"
          w={180}
          allowDeselect={false}
          value={drive}
          data={choices}
          onChange={(value) => setDrive(value ?? '')}
        />
      )}
      {canEmpty && (
        <Button variant="default" size="xs" onClick={() => void empty()}>
          {t('trash.empty')}
        </Button>
      )}
    </>
  );
  return (
    <NodeListing
      isTrash
      list={list}
      label={t('view.trash')}
      title={t('view.trash')}
      actions={actions}
      empty={
        <EmptyState drawing="folder" title={t('empty.trash')}>
          {t('empty.trash.body')}
        </EmptyState>
      }
    />
  );
}
