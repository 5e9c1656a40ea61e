/** A page that lists nodes: toolbar, list or cards, details at the right. */
import { useState, type ReactNode } from 'react';
import type { PagedList } from '@/platform/api';
import { Toolbar, useStoredFlag } from '@/ui';
import type { Node } from '../client/nodes';
import { Browser } from './Browser';
import { Details } from './Details';
import { DriveScreen } from './DriveScreen';
import type { Sorting } from './Heads';
import { useBrowsing } from './useBrowsing';
import { useNodeActions, useTrashActions, type NodeAction } from './useNodeActions';
import { ViewButtons } from './ViewButtons';

interface Props {
  list: PagedList<Node>;
  label: string;
  title: ReactNode;
  empty: ReactNode;
  folder?: Node | undefined;
  /** The folder that the address names, known before the folder itself. */
  folderId?: string;
  sorting?: Sorting;
  isTrash?: boolean;
  /** Names the parts of the list. */
  headingOf?: (node: Node, before: Node | undefined) => string | null;
  /** Buttons before those of every list. */
  actions?: ReactNode;
}

export function NodeListing(props: Props) {
  return <Body {...props} key={props.folderId ?? props.label} />;
}

function Body(props: Props) {
  const { list, label, title, empty, folder, folderId, sorting, isTrash = false, actions } = props;
  const [isGrid, setGrid] = useStoredFlag('bureau.drive.grid');
  const [isPanelOpen, setPanel] = useState(false);
  const browsing = useBrowsing(list.items, !isTrash);
  const shown = browsing.chosen.length === 1 ? browsing.chosen[0] : folder;
  const panel = isPanelOpen && shown && (
    <Details key={shown.id} node={shown} onClose={() => setPanel(false)} />
  );
  return (
    <DriveScreen folder={folder} isWaiting={folderId !== undefined && !folder} panel={panel}>
      <Toolbar
        title={title}
        actions={
          <>
            {actions}
            <ViewButtons
              isGrid={isGrid}
              setGrid={setGrid}
              isPanelOpen={isPanelOpen}
              setPanel={setPanel}
            />
          </>
        }
      />
      <WithActions isTrash={isTrash} showDetails={() => setPanel(true)}>
        {(actionsOf) => (
          <Browser
            list={list}
            browsing={browsing}
            actionsOf={actionsOf}
            label={label}
            isGrid={isGrid}
            empty={empty}
            isTrash={isTrash}
            headingOf={props.headingOf}
            {...(sorting ? { sorting } : {})}
          />
        )}
      </WithActions>
    </DriveScreen>
  );
}

interface WithActionsProps {
  isTrash: boolean;
  showDetails: () => void;
  children: (actionsOf: (nodes: readonly Node[]) => NodeAction[]) => ReactNode;
}

/** Inside the screen, because actions open its dialogs. */
function WithActions({ isTrash, showDetails, children }: WithActionsProps) {
  const living = useNodeActions(showDetails);
  const trashed = useTrashActions();
  return children(isTrash ? trashed : living);
}
