/** Whether a training is a draft, closed or in the archive; nothing is said of an open one. */
import { IconArchive, IconLock, IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { StatusBadge } from '@/ui';
import type { Course } from './client';

const icons = { draft: IconPencil, closed: IconLock, archived: IconArchive };

export function StateBadge({ course: { state } }: { course: Course }) {
  const { t } = useTranslation('calendar');
  if (state === 'published') return null;
  return (
    <StatusBadge tone={state === 'draft' ? 'warning' : 'neutral'} icon={icons[state]}>
      {t(`training.state.${state}`)}
    </StatusBadge>
  );
}
