/**
 * A card beside an event; on phones it comes up from below. A press outside closes it, save in
 * what the card itself has opened; the focus goes back to where it was.
 */
import { useEffect, useEffectEvent, useLayoutEffect, useState, type ReactNode } from 'react';
import { Drawer, Popover } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { useFocusReturn } from '../focus';
import classes from '../features.module.css';

interface Props {
  /** The event that it stands beside. */
  anchorId: string;
  /** Where it stands when that event is not on screen. */
  fallback?: DOMRect | null;
  /** Look for the event again when this changes. */
  changed?: string;
  label: string;
  width: number;
  onClose: () => void;
  children: ReactNode;
}

function rectOf(id: string): DOMRect | null {
  const found = [...document.querySelectorAll(`[data-event="${CSS.escape(id)}"]`)];
  const element = found.find((it) => it.getClientRects().length > 0);
  return element?.getBoundingClientRect() ?? null;
}

function sideOf(rect: DOMRect, width: number): 'right-start' | 'left-start' | 'bottom' {
  if (rect.right + width + 24 < window.innerWidth) return 'right-start';
  return rect.left > width + 24 ? 'left-start' : 'bottom';
}

const middle = (): DOMRect => new DOMRect(window.innerWidth / 2, window.innerHeight / 4, 1, 1);

/** The part of it that is on screen. */
function within(rect: DOMRect): DOMRect {
  const top = Math.max(rect.top, 120);
  const bottom = Math.min(Math.max(rect.bottom, top + 1), window.innerHeight - 16);
  return new DOMRect(rect.left, top, rect.width, Math.max(1, bottom - top));
}

/** Menus, lists of choices and dialogs stand in portals, as the card does. */
const isInPortal = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-portal]') !== null;

function useOutsidePress(isWatched: boolean, onPress: () => void): void {
  const onDown = useEffectEvent((event: Event) => {
    if (!isInPortal(event.target)) onPress();
  });
  useEffect(() => {
    if (!isWatched) return undefined;
    const listen = (event: Event) => onDown(event);
    document.addEventListener('pointerdown', listen);
    return () => document.removeEventListener('pointerdown', listen);
  }, [isWatched]);
}

/** Escape closes the innermost: an open list of choices or menu first, then the card. */
function isForCard({ key, target, currentTarget }: React.KeyboardEvent): boolean {
  if (key !== 'Escape' || !(target instanceof Element)) return false;
  return currentTarget.contains(target) && target.getAttribute('aria-expanded') !== 'true';
}

export function Card({ anchorId, fallback, changed, label, width, onClose, children }: Props) {
  const { t } = useTranslation('calendar');
  const isPhone = usePhone();
  const [rect, setRect] = useState<DOMRect>();
  useLayoutEffect(() => {
    setRect(within(rectOf(anchorId) ?? fallback ?? middle()));
  }, [anchorId, fallback, changed]);
  useOutsidePress(!isPhone, onClose);
  useFocusReturn(anchorId);
  if (isPhone) {
    return (
      <Drawer
        opened
        onClose={onClose}
        position="bottom"
        classNames={{ content: classes.sheet ?? '', body: classes.sheetBody ?? '' }}
        title={label}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {children}
      </Drawer>
    );
  }
  if (!rect) return null;
  const { left, top, width: wide, height } = rect;
  return (
    <Popover
      opened
      withRoles={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      position={sideOf(rect, width)}
      width={width}
      radius="lg"
      trapFocus
      withinPortal
      middlewares={{ shift: { padding: 12 }, flip: { crossAxis: false } }}
    >
      <Popover.Target>
        <div className={classes.anchor} style={{ left, top, width: wide, height }} />
      </Popover.Target>
      <Popover.Dropdown
        p={0}
        role="dialog"
        aria-label={label}
        onKeyDownCapture={(event) => {
          if (!isForCard(event)) return;
          event.stopPropagation();
          onClose();
        }}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
