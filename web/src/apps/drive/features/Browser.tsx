/** Files and folders as a list or as cards, with what can be done with the chosen ones. */
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import type { PagedList } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { QueryState, usePhone, VirtualList } from '@/ui';
import type { Node } from '../client/nodes';
import { ContextMenu } from './ActionMenu';
import { Chosen, Columns, type Sorting } from './Heads';
import { NodeGrid } from './NodeGrid';
import { useNodeProps } from './nodeProps';
import { NodeRow } from './NodeRow';
import type { Browsing } from './useBrowsing';
import type { ActionsOf, NodeAction } from './useNodeActions';
import classes from './drive.module.css';

interface Props {
  list: PagedList<Node>;
  browsing: Browsing;
  actionsOf: ActionsOf;
  label: string;
  isGrid: boolean;
  empty: ReactNode;
  sorting?: Sorting;
  isTrash?: boolean;
  headingOf?: ((node: Node, before: Node | undefined) => string | null) | undefined;
}

export function Browser(props: Props) {
  const { list, browsing, actionsOf, label, isGrid, empty, isTrash } = props;
  const isPhone = usePhone();
  const hasColumns = list.items.length > 0 && (!isGrid || props.sorting !== undefined);
  const actions = actionsOf(browsing.chosen);
  const propsOf = useNodeProps(browsing);
  const more = useLatest(list.more);
  useActionKeys(actions);
  return (
    <div className={classes.list}>
      {browsing.chosen.length > 0 ? (
        <Chosen
          count={browsing.chosen.length}
          actions={actions}
          onClear={browsing.selection.clear}
        />
      ) : (
        hasColumns && <Columns sorting={props.sorting} isTrash={isTrash} />
      )}
      <QueryState query={list} isEmpty={list.items.length === 0} empty={empty}>
        {isGrid ? (
          <NodeGrid browsing={browsing} label={label} onEndReached={more} />
        ) : (
          <VirtualList
            items={browsing.nodes}
            label={label}
            idOf={(node) => node.id}
            rowHeight={isPhone ? 60 : 40}
            selection={browsing.selection}
            activeId={browsing.activeId}
            onActivate={browsing.activate}
            onOpen={browsing.open}
            onEndReached={more}
            headingOf={props.headingOf}
            onRowKey={browsing.rowKey}
            rowProps={propsOf}
            renderRow={(node) => (
              <NodeRow node={node} browsing={browsing} {...(isTrash ? { isTrash } : {})} />
            )}
          />
        )}
      </QueryState>
      <ContextMenu spot={browsing.menuAt} actions={actions} onClose={browsing.closeMenu} />
    </div>
  );
}

/** The same function for the life of the list, so that its effects do not run each time. */
function useLatest(run: () => void): () => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback(() => latest.current(), []);
}

function useActionKeys(actions: readonly NodeAction[]): void {
  const { t } = useTranslation('drive');
  useShortcuts(
    actions
      .filter((action) => action.keys && action.keys !== 'Enter')
      .map((action) => ({
        keys: action.keys ?? '',
        label: action.label,
        group: t('app'),
        run: () => void action.run(),
      })),
  );
}
