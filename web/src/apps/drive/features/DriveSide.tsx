/** Drive's side bar: "New", the places, the shared drives, and how full My Drive is. */
import { ActionIcon } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconClock,
  IconFolder,
  IconPlus,
  IconSearch,
  IconStar,
  IconTrash,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { usePathname } from '@/platform/app';
import { SideLink, SideSection, toast, useStoredFlag } from '@/ui';
import { moveNodes } from '../client/act';
import { useDrives, type Drive } from '../client/nodes';
import { uploadInto } from '../client/uploads';
import { carried, carriesNodes } from '../model/dragging';
import { fromDrop } from '../model/dropped';
import { useAsk } from './asking';
import { NewMenu } from './NewMenu';
import { Storage } from './Storage';

/** `target`: the folder that new things go to; '' where nothing can be added. */
export function DriveSide({ target }: { target: string }) {
  const { t } = useTranslation('drive');
  const { data: drives = [] } = useDrives();
  const path = usePathname();
  const mine = drives.find((drive) => drive.kind === 'my');
  const drop = useDrop();
  const isMine = path === '/drive' || path === `/drive/folders/${mine?.root}`;
  return (
    <>
      <NewMenu target={target} />
      <SideSection>
        <SideLink
          to="/drive"
          isActive={isMine}
          icon={IconFolder}
          label={t('view.mine')}
          onDrop={mine && drop(mine.root, t('view.mine'))}
        />
        <SideLink to="/drive/search" icon={IconSearch} label={t('search.label')} />
        <SideLink to="/drive/shared" icon={IconUsers} label={t('view.shared')} />
        <SideLink to="/drive/recent" icon={IconClock} label={t('view.recent')} />
        <SideLink to="/drive/starred" icon={IconStar} label={t('view.starred')} />
        <SideLink to="/drive/trash" icon={IconTrash} label={t('view.trash')} />
      </SideSection>
      <SharedDrives drives={drives.filter((drive) => drive.kind === 'shared')} drop={drop} />
      {mine && <Storage drive={mine} />}
    </>
  );
}

type Drop = (folder: string, name: string) => (event: React.DragEvent) => void;

/** What happens when files or nodes are dropped on a drive. */
function useDrop(): Drop {
  const { t } = useTranslation('drive');
  return (folder, name) => (event) => {
    event.preventDefault();
    if (carriesNodes(event.dataTransfer)) {
      const ids = carried(event.dataTransfer);
      void moveNodes(ids, folder, t('moved', { count: ids.length, name }));
      return;
    }
    fromDrop(event.dataTransfer)
      .then((incoming) => uploadInto(folder, incoming))
      .catch((error: unknown) => toast.problem(error));
  };
}

function SharedDrives({ drives, drop }: { drives: readonly Drive[]; drop: Drop }) {
  const { t } = useTranslation('drive');
  const ask = useAsk();
  const [isFolded, setFolded] = useStoredFlag('bureau.drive.drives.folded');
  const actions = (
    <span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('drive.new')}
        onClick={() => ask({ kind: 'drive' })}
      >
        <IconPlus size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('drives.fold')}
        aria-expanded={!isFolded}
        onClick={() => setFolded(!isFolded)}
      >
        {isFolded ? <IconChevronRight size={16} /> : <IconChevronDown size={16} />}
      </ActionIcon>
    </span>
  );
  return (
    <SideSection title={t('drives')} action={actions}>
      <SideLink to="/drive/shared-drives" icon={IconUsersGroup} label={t('drives.all')} />
      {!isFolded &&
        drives.map((drive) => (
          <SideLink
            key={drive.id}
            depth={1}
            to={`/drive/folders/${drive.root}`}
            icon={IconUsersGroup}
            label={drive.name}
            {...(drive.abilities.add ? { onDrop: drop(drive.root, drive.name) } : {})}
          />
        ))}
    </SideSection>
  );
}
