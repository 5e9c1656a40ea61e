/** Buttons at the right of drive's toolbars: list or cards, details. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconInfoCircle, IconLayoutGrid, IconList } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';

interface Props {
  isGrid: boolean;
  setGrid: (isGrid: boolean) => void;
  isPanelOpen: boolean;
  setPanel: (isOpen: boolean) => void;
}

export function ViewButtons({ isGrid, setGrid, isPanelOpen, setPanel }: Props) {
  const { t } = useTranslation('drive');
  const view = isGrid ? t('view.list') : t('view.grid');
  const Icon = isGrid ? IconList : IconLayoutGrid;
  useShortcuts([{ keys: 'v', label: view, group: t('app'), run: () => setGrid(!isGrid) }]);
  return (
    <>
      <Tooltip label={view}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={view}
          onClick={() => setGrid(!isGrid)}
        >
          <Icon size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('details')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('details')}
          aria-pressed={isPanelOpen}
          onClick={() => setPanel(!isPanelOpen)}
        >
          <IconInfoCircle size={18} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
