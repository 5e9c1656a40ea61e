/** The way to a folder or file; long ways are shortened in the middle. */
import { useTranslation } from '@/platform/i18n';
import { Crumbs, usePhone } from '@/ui';
import { useDrives, usePath, type Crumb } from '../client/nodes';

const MOST = 4;

export function FolderCrumbs({ id }: { id: string }) {
  const { t } = useTranslation('drive');
  const isPhone = usePhone();
  const { data: path = [] } = usePath(id);
  const { data: drives = [] } = useDrives();
  const mine = drives.find((drive) => drive.kind === 'my');
  const isRooted = drives.some((drive) => drive.root === path[0]?.id);
  const asCrumb = ({ id: to, name }: Crumb) =>
    to === mine?.root
      ? { label: t('view.mine'), to: '/drive' }
      : { label: name, to: `/drive/folders/${to}` };
  const start = isRooted ? [] : [{ label: t('view.shared'), to: '/drive/shared' }];
  const all = path.length > 0 ? [...start, ...path.map(asCrumb)] : [];
  const most = isPhone ? 1 : MOST;
  if (all.length <= most) return <Crumbs items={all} />;
  const hidden = all.slice(0, -most).at(-1);
  const skipped = { label: '…', to: hidden?.to ?? '/drive' };
  const first = isPhone ? [] : all.slice(0, 1);
  return <Crumbs items={[...first, skipped, ...all.slice(isPhone ? -1 : 1 - most)]} />;
}
