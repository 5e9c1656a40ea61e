/** All labels, to make, change and remove them. */
import { useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { confirm, EmptyState, ListRow, PageSection, RowList } from '@/ui';
import { removeLabel } from '@/apps/mail/client/act';
import { LabelDialog } from '@/apps/mail/features/side/LabelDialog';
import { useMail } from '@/apps/mail/features/MailContext';
import { pathOf, treeOf } from '@/apps/mail/model/labels';
import type { Mailbox } from '@/apps/mail/model/mail';
import { work } from '../work';
import classes from '../settings.module.css';

const NONE_CLOSED: ReadonlySet<string> = new Set();

export default function LabelsPart() {
  const { t } = useTranslation('mail-settings');
  const { account, boxes } = useMail();
  const [open, setOpen] = useState<Mailbox | 'new' | null>(null);
  const labels = treeOf(boxes, NONE_CLOSED).map((node) => node.box);
  async function remove(box: Mailbox): Promise<void> {
    const isSure = await confirm({
      title: t('labels.remove.title', { name: box.name }),
      body: t('labels.remove.body'),
      action: t('labels.remove'),
      isDangerous: true,
    });
    if (isSure) await work(() => removeLabel(account.id, box.id));
  }
  return (
    <PageSection
      title={t('labels')}
      description={t('labels.body')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
          {t('labels.new')}
        </Button>
      }
    >
      {labels.length === 0 ? (
        <EmptyState drawing="folder" title={t('labels.none')} />
      ) : (
        <RowList label={t('labels')}>
          {labels.map((box) => (
            <ListRow
              key={box.id}
              mark={<i className={classes.swatch} style={{ background: box.color || '#6b6b78' }} />}
              title={pathOf(box, boxes)}
              description={t('labels.count', { count: box.totalThreads })}
              actions={
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('labels.edit', { name: box.name })}
                    onClick={() => setOpen(box)}
                  >
                    <IconPencil size={18} stroke={1.75} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('labels.remove.named', { name: box.name })}
                    onClick={() => void remove(box)}
                  >
                    <IconTrash size={18} stroke={1.75} />
                  </ActionIcon>
                </>
              }
            />
          ))}
        </RowList>
      )}
      {open && (
        <LabelDialog
          label={open === 'new' ? null : open}
          parentId={open === 'new' ? null : open.parentId}
          onClose={() => setOpen(null)}
        />
      )}
    </PageSection>
  );
}
