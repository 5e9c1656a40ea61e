/**
 * The menu bar, after the ARIA pattern: one stop of the Tab key, arrows go from menu to menu, an
 * open menu follows the pointer. Menus are made when they open, from how things are then.
 */
import { useRef, useState, type KeyboardEvent } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { menusOf } from '../menus';
import type { TopMenu } from '../model/menu';
import { MenuItems } from './MenuItems';
import { useWorkbench } from './workbench';
import classes from './menu.module.css';

export function MenuBar() {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const bar = useRef<HTMLDivElement>(null);
  const [openMenu, setOpen] = useState<string | null>(null);
  const [stop, setStop] = useState(0);
  const menus = menusOf(bench, t);

  const buttons = () => [...(bar.current?.querySelectorAll('button') ?? [])];

  function step(by: number): void {
    const here = menus.findIndex((menu) => menu.id === openMenu);
    const from = here >= 0 ? here : stop;
    const next = (from + by + menus.length) % menus.length;
    setStop(next);
    buttons()[next]?.focus();
    if (openMenu) setOpen(menus[next]?.id ?? null);
  }

  function onBarKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowDown') setOpen(menus[stop]?.id ?? null);
    else if (event.key === 'Escape') bench.editor.commands.focus();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={bar} role="menubar" aria-label={t('menus')} className={classes.bar}>
      {menus.map((menu, index) => (
        <OneMenu
          key={menu.id}
          menu={menu}
          isOpen={openMenu === menu.id}
          isStop={stop === index}
          setOpen={(isOpen) => {
            setStop(index);
            setOpen(isOpen ? menu.id : null);
          }}
          onHover={() => openMenu && setOpen(menu.id)}
          onBarKey={onBarKey}
          onStep={step}
          onEscape={() => bench.editor.commands.focus()}
        />
      ))}
    </div>
  );
}

interface OneProps {
  menu: TopMenu;
  isOpen: boolean;
  isStop: boolean;
  setOpen: (isOpen: boolean) => void;
  onHover: () => void;
  onBarKey: (event: KeyboardEvent) => void;
  onStep: (by: number) => void;
  onEscape: () => void;
}

function OneMenu({ menu, isOpen, isStop, setOpen, onHover, onBarKey, onStep, onEscape }: OneProps) {
  /** Left and right leave the menu, unless a submenu opens or closes with them. */
  function onMenuKey(event: KeyboardEvent<HTMLDivElement>): void {
    const item = event.target instanceof HTMLElement ? event.target : null;
    const isInside = item?.closest('[data-menu-dropdown]') === event.currentTarget;
    if (event.key === 'Escape') window.setTimeout(onEscape);
    if (!isInside || event.defaultPrevented) return;
    if (event.key === 'ArrowLeft') onStep(-1);
    if (event.key === 'ArrowRight' && item?.getAttribute('aria-haspopup') !== 'menu') onStep(1);
  }

  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      offset={2}
      returnFocus={false}
      width={300}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <UnstyledButton
          role="menuitem"
          className={classes.top ?? ''}
          tabIndex={isStop ? 0 : -1}
          onMouseEnter={onHover}
          onKeyDown={onBarKey}
        >
          {menu.label}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown ?? ''} onKeyDown={onMenuKey}>
        {isOpen && <MenuItems items={menu.items} />}
      </Menu.Dropdown>
    </Menu>
  );
}
