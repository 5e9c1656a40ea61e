/** The actions on nodes as a menu: from a button, or where the person clicked. */
import type { ReactNode } from 'react';
import { Menu } from '@mantine/core';
import { Kbd } from '@/ui';
import type { NodeAction } from './useNodeActions';

export interface Spot {
  x: number;
  y: number;
}

export function ActionItems({ actions }: { actions: readonly NodeAction[] }) {
  return actions.map((action, index) => (
    <ActionItem
      key={action.id}
      action={action}
      isDivided={index > 0 && actions[index - 1]?.group !== action.group}
    />
  ));
}

function ActionItem({ action, isDivided }: { action: NodeAction; isDivided: boolean }) {
  const { icon: Icon } = action;
  return (
    <>
      {isDivided && <Menu.Divider />}
      <Menu.Item
        leftSection={<Icon size={18} stroke={1.75} />}
        rightSection={action.keys ? <Kbd keys={action.keys} /> : undefined}
        {...(action.isDangerous ? { c: 'var(--b-danger)' } : {})}
        onClick={() => void action.run()}
      >
        {action.label}
      </Menu.Item>
    </>
  );
}

/** Under a button. */
export function ActionMenu({
  actions,
  children,
}: {
  actions: readonly NodeAction[];
  children: ReactNode;
}) {
  return (
    <Menu width={248}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <ActionItems actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** At a point of the screen. */
export function ContextMenu({
  spot,
  actions,
  onClose,
}: {
  spot: Spot | null;
  actions: readonly NodeAction[];
  onClose: () => void;
}) {
  if (!spot || actions.length === 0) return null;
  return (
    <Menu
      key={`${spot.x} ${spot.y}`}
      opened
      onChange={(isOpen) => !isOpen && onClose()}
      position="bottom-start"
      width={248}
      offset={2}
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left: spot.x, top: spot.y, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItems actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}
