/** What is known about the document. */
import { useTranslation } from '@/platform/i18n';
import { KeyValues, When } from '@/ui';
import { useNode } from '../client/node';
import { useWorkbench } from '../frame/workbench';
import { Sheet } from './Sheet';

export function DetailsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const { doc } = useWorkbench();
  const { data: node } = useNode(doc.id);
  const changed = node?.modified_by?.name ?? doc.modified_by?.name;
  return (
    <Sheet title={t('details')} onClose={onClose}>
      <KeyValues
        items={[
          [t('name'), doc.name],
          [t('details.owner'), doc.created_by?.name ?? '–'],
          [t('details.created'), <When key="created" at={doc.created_at} style="exact" />],
          [t('details.changed'), <When key="changed" at={doc.modified_at} style="exact" />],
          [t('details.by'), changed ?? '–'],
          [t('details.role'), doc.role ? t(`role.${doc.role}`) : '–'],
        ]}
      />
    </Sheet>
  );
}
