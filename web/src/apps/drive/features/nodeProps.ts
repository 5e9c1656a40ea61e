/** What a row and a card do alike with the mouse: choose, open, menu, drag, take what is dropped. */
import type { DragEvent, MouseEvent } from 'react';
import { useTranslation } from '@/platform/i18n';
import { moveNodes } from '../client/act';
import type { Node } from '../client/nodes';
import { carried, carriesNodes, carry } from '../model/dragging';
import type { Browsing } from './useBrowsing';

const mark = (event: DragEvent<HTMLElement>, isOver: boolean): void => {
  if (isOver) event.currentTarget.dataset.over = '';
  else delete event.currentTarget.dataset.over;
};

export function useNodeProps(browsing: Browsing): (node: Node) => Record<string, unknown> {
  const { t } = useTranslation('drive');
  const { chosen, selection } = browsing;

  function onDrop(event: DragEvent<HTMLElement>, node: Node): void {
    mark(event, false);
    if (!carriesNodes(event.dataTransfer)) return;
    event.preventDefault();
    const ids = carried(event.dataTransfer).filter((id) => id !== node.id);
    if (ids.length === 0) return;
    selection.clear();
    void moveNodes(ids, node.id, t('moved', { count: ids.length, name: node.name }));
  }

  const taking = (node: Node) => ({
    'data-folder': node.id,
    onDragOver: (event: DragEvent<HTMLElement>) => {
      event.preventDefault();
      mark(event, true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
    onDrop: (event: DragEvent<HTMLElement>) => onDrop(event, node),
  });

  return (node) => {
    const carriedNodes = selection.has(node.id) ? chosen : [node];
    const canMove = carriedNodes.every((one) => one.abilities.move);
    return {
      onClick: (event: MouseEvent) => browsing.click(event, node),
      onContextMenu: (event: MouseEvent) => {
        event.preventDefault();
        browsing.openMenu({ x: event.clientX, y: event.clientY }, node);
      },
      draggable: canMove,
      onDragStart: (event: DragEvent) => {
        carry(
          event.dataTransfer,
          carriedNodes.map((one) => one.id),
        );
      },
      ...(node.is_folder && node.abilities.add ? taking(node) : {}),
    };
  };
}
