/** Something that floats at a place of the document. */
import type { ReactNode } from 'react';
import { Popover, Portal, type PopoverProps } from '@mantine/core';
import type { Place } from './place';

interface Props {
  place: Place;
  position?: PopoverProps['position'];
  width?: number;
  label: string;
  role?: 'dialog' | 'toolbar' | 'group';
  /** Forms take the focus and give it back; bars leave it in the text. */
  takesFocus?: boolean;
  isBare?: boolean;
  onClose?: () => void;
  children: ReactNode;
}

export function Floating({
  place,
  position = 'bottom-start',
  width,
  label,
  role = 'dialog',
  takesFocus = false,
  isBare = false,
  onClose,
  children,
}: Props) {
  return (
    <Portal>
      <Popover
        opened
        position={position}
        {...(width ? { width } : {})}
        offset={6}
        trapFocus={takesFocus}
        closeOnEscape={takesFocus}
        closeOnClickOutside={onClose !== undefined}
        onDismiss={onClose}
        onChange={(isOpen) => !isOpen && onClose?.()}
        withRoles={false}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <span style={{ position: 'fixed', pointerEvents: 'none', ...place }} />
        </Popover.Target>
        <Popover.Dropdown role={role} aria-label={label} p={isBare ? 4 : 'sm'}>
          {children}
        </Popover.Dropdown>
      </Popover>
    </Portal>
  );
}
