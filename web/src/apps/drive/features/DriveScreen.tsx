/** The frame of drive's pages: side bar, dialogs, drop area for files, uploads at the lower right. */
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, FileDrop, toast } from '@/ui';
import { useMyDrive, type Node } from '../client/nodes';
import { uploadInto } from '../client/uploads';
import { fromDrop } from '../model/dropped';
import { AskContext, type Ask } from './asking';
import { DriveDialog } from './DriveDialog';
import { DriveSide } from './DriveSide';
import { NameDialog } from './NameDialog';
import { UploadTray } from './UploadTray';

const ShareDialog = lazy(() => import('./ShareDialog'));
const PlaceDialog = lazy(() => import('./PlaceDialog'));

interface Props {
  /** The folder that is open: new things and dropped files go there. */
  folder?: Node | undefined;
  /** A folder is open but not known yet: nothing can be added, least of all to another one. */
  isWaiting?: boolean;
  panel?: ReactNode;
  children: ReactNode;
}

export function DriveScreen({ folder, isWaiting = false, panel, children }: Props) {
  const { t } = useTranslation('drive');
  const mine = useMyDrive();
  const [asked, ask] = useState<Ask | null>(null);
  const close = useCallback(() => ask(null), []);
  const elsewhere = isWaiting || folder ? '' : (mine?.root ?? '');
  const target = folder?.abilities.add ? folder.id : elsewhere;
  const name = folder?.name ?? t('view.mine');

  function onFiles(_: File[], event: React.DragEvent): void {
    const row = event.target instanceof Element && event.target.closest('[data-folder]');
    const into = (row && row.getAttribute('data-folder')) || target;
    // Entries are only there while the event lasts: `fromDrop` takes them at once.
    fromDrop(event.dataTransfer)
      .then((incoming) => uploadInto(into, incoming))
      .catch((error: unknown) => toast.problem(error));
  }

  return (
    <AskContext.Provider value={ask}>
      <AppLayout title={t('app')} side={<DriveSide target={target} />} panel={panel}>
        <FileDrop onFiles={onFiles} hint={t('upload.drop', { name })} isDisabled={target === ''}>
          {children}
        </FileDrop>
      </AppLayout>
      <UploadTray />
      <Dialogs asked={asked} onClose={close} />
    </AskContext.Provider>
  );
}

function Dialogs({ asked, onClose }: { asked: Ask | null; onClose: () => void }) {
  if (!asked) return null;
  return (
    <Suspense>
      {asked.kind === 'settings' && <DriveDialog drive={asked.drive} onClose={onClose} />}
      {asked.kind === 'share' && <ShareDialog node={asked.node} onClose={onClose} />}
      {asked.kind === 'place' && (
        <PlaceDialog verb={asked.verb} nodes={asked.nodes} onClose={onClose} />
      )}
      {(asked.kind === 'folder' || asked.kind === 'drive' || asked.kind === 'rename') && (
        <NameDialog asked={asked} onClose={onClose} />
      )}
    </Suspense>
  );
}
