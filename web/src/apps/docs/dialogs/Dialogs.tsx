/** The dialogs of a document; at most one is open. */
import { PlaceDialog, ShareDialog } from '@/apps/drive';
import { useNode } from '../client/node';
import { useWorkbench, type Dialog } from '../frame/workbench';
import { AddressDialog } from './AddressDialog';
import { DetailsDialog } from './DetailsDialog';
import { EmojiDialog } from './EmojiDialog';
import { KeySheet } from './KeySheet';
import { MenuSearch } from './MenuSearch';
import { PageDialog } from './PageDialog';
import { SpacingDialog } from './SpacingDialog';
import { WordsDialog } from './WordsDialog';

export default function Dialogs({ dialog }: { dialog: Dialog }) {
  const { ask } = useWorkbench();
  const close = () => ask(null);
  switch (dialog) {
    case 'page':
      return <PageDialog onClose={close} />;
    case 'words':
      return <WordsDialog onClose={close} />;
    case 'keys':
      return <KeySheet onClose={close} />;
    case 'menus':
      return <MenuSearch onClose={close} />;
    case 'details':
      return <DetailsDialog onClose={close} />;
    case 'emoji':
      return <EmojiDialog onClose={close} />;
    case 'spacing':
      return <SpacingDialog onClose={close} />;
    case 'imageAddress':
    case 'link':
      return <AddressDialog kind={dialog} onClose={close} />;
    case 'share':
    case 'move':
      return <NodeDialog verb={dialog} onClose={close} />;
    default:
      return null;
  }
}

/** Sharing and moving are drive's. */
function NodeDialog({ verb, onClose }: { verb: 'share' | 'move'; onClose: () => void }) {
  const { doc } = useWorkbench();
  const { data: node } = useNode(doc.id);
  if (!node) return null;
  return verb === 'share' ? (
    <ShareDialog node={node} onClose={onClose} />
  ) : (
    <PlaceDialog verb="move" nodes={[node]} onClose={onClose} />
  );
}
