/** The items of a menu: actions with their shortcuts, submenus, the grid for tables. */
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Kbd } from '@/ui';
import type { ActionItem, MenuItem } from '../model/menu';
import { TableGrid } from './TableGrid';
import classes from './menu.module.css';

export function MenuItems({ items }: { items: readonly MenuItem[] }) {
  return items.map((item, index) => {
    if (item === 'line') return <Menu.Divider key={`line-${index}`} />;
    if ('grid' in item) return <TableGrid key={item.id} onPick={item.grid} />;
    if ('items' in item) return <Sub key={item.id} {...item} />;
    return <Action key={item.id} item={item} />;
  });
}

function Sub({ label, icon: Icon, isOff, items }: Extract<MenuItem, { items: unknown }>) {
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item
          disabled={isOff ?? false}
          leftSection={Icon ? <Icon size={18} stroke={1.75} /> : <span className={classes.none} />}
        >
          {label}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown className={classes.sub ?? ''}>
        <MenuItems items={items} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Action({ item }: { item: ActionItem }) {
  const { label, icon: Icon, keys, isOn, isOff, run } = item;
  const rightSection = keys ? <Kbd keys={keys} /> : undefined;
  if (isOn !== undefined)
    return (
      <Menu.CheckboxItem
        checked={isOn}
        closeMenuOnClick
        disabled={isOff ?? false}
        checkIcon={<IconCheck size={18} stroke={2} />}
        rightSection={rightSection}
        onChange={() => void run()}
      >
        {label}
      </Menu.CheckboxItem>
    );
  return (
    <Menu.Item
      disabled={isOff ?? false}
      leftSection={Icon ? <Icon size={18} stroke={1.75} /> : <span className={classes.none} />}
      rightSection={rightSection}
      onClick={() => void run()}
    >
      {label}
    </Menu.Item>
  );
}
