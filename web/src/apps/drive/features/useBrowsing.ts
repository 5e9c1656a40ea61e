/**
 * What is chosen in a list of nodes. A click or an arrow chooses one; shift extends, Ctrl and the
 * space bar add. So the chosen ones are always what an action is about.
 */
import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useGo } from '@/platform/app';
import { usePhone, useSelection, type Selection } from '@/ui';
import type { Node } from '../client/nodes';
import type { Spot } from './ActionMenu';

export interface Browsing {
  nodes: readonly Node[];
  chosen: readonly Node[];
  selection: Selection;
  activeId: string | undefined;
  menuAt: Spot | null;
  openMenu: (spot: Spot, node: Node) => void;
  closeMenu: () => void;
  /** The keyboard moved to the node. */
  activate: (node: Node) => void;
  click: (event: MouseEvent, node: Node) => void;
  open: (node: Node) => void;
  choose: (node: Node) => void;
  /** Keys of a row beyond those of every list; true when handled. */
  rowKey: (event: KeyboardEvent, node: Node) => boolean;
}

export function useBrowsing(nodes: readonly Node[], canOpen: boolean): Browsing {
  const go = useGo();
  const isPhone = usePhone();
  const selection = useSelection();
  const [activeId, setActive] = useState<string>();
  const [menuAt, setMenuAt] = useState<Spot | null>(null);
  const isExtending = useRef(false);

  function only(node: Node): void {
    selection.clear();
    selection.toggle(node.id);
    setActive(node.id);
  }

  const open = (node: Node) => {
    if (canOpen) go(node.url);
  };

  function click(event: MouseEvent, node: Node): void {
    if (event.shiftKey)
      selection.extendTo(
        node.id,
        nodes.map((it) => it.id),
      );
    else if (event.ctrlKey || event.metaKey) selection.toggle(node.id);
    else if (isPhone && canOpen && selection.ids.size === 0) return open(node);
    else if (isPhone) selection.toggle(node.id);
    else only(node);
    setActive(node.id);
  }

  function openMenu(spot: Spot, node: Node): void {
    if (!selection.has(node.id)) only(node);
    setActive(node.id);
    setMenuAt(spot);
  }

  function rowKey(event: KeyboardEvent, node: Node): boolean {
    const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (isMenu) openMenu(spotOf(node.id), node);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      selection.set(nodes.map((it) => it.id));
    } else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
    else return false;
    return true;
  }

  return {
    nodes,
    chosen: nodes.filter((node) => selection.has(node.id)),
    selection: {
      ...selection,
      extendTo: (id, order) => {
        isExtending.current = true;
        selection.extendTo(id, order);
      },
    },
    activeId,
    menuAt,
    openMenu,
    closeMenu: () => setMenuAt(null),
    activate: (node) => {
      if (isExtending.current) setActive(node.id);
      else only(node);
      isExtending.current = false;
    },
    click,
    open,
    choose: (node) => {
      selection.toggle(node.id);
      setActive(node.id);
    },
    rowKey,
  };
}

function spotOf(id: string): Spot {
  const box = document.getElementById(`row-${id}`)?.getBoundingClientRect();
  return { x: (box?.left ?? 0) + 40, y: (box?.bottom ?? 0) - 4 };
}
