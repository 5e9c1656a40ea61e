import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { useSelection } from './useSelection';
import { VirtualList } from './VirtualList';

const people = ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => ({ id: name.toLowerCase(), name }));

function List({ onOpen }: { onOpen: (id: string) => void }) {
  const [active, setActive] = useState<string>();
  const selection = useSelection();
  return (
    <>
      <VirtualList
        items={people}
        label="People"
        idOf={(it) => it.id}
        renderRow={(it) => it.name}
        selection={selection}
        activeId={active}
        onActivate={(it) => setActive(it.id)}
        onOpen={(it) => onOpen(it.id)}
      />
      <output>{[...selection.ids].sort().join(' ')}</output>
    </>
  );
}

const press = (...keys: string[]) =>
  keys.forEach((key) => fireEvent.keyDown(screen.getByRole('listbox'), { key }));

test('arrows move, Enter opens the row', () => {
  const onOpen = vi.fn();
  render(<List onOpen={onOpen} />);
  press('ArrowDown', 'ArrowDown', 'j', 'k', 'Enter');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('ben');
});

test('Home and End jump to the ends', () => {
  const onOpen = vi.fn();
  render(<List onOpen={onOpen} />);
  press('End', 'Enter', 'Home', 'Enter');
  expect(onOpen.mock.calls).toEqual([['dan'], ['ada']]);
});

test('Space selects and shift extends from there', () => {
  render(<List onOpen={() => undefined} />);
  press('ArrowDown', ' ');
  fireEvent.keyDown(screen.getByRole('listbox'), { key: 'ArrowDown', shiftKey: true });
  fireEvent.keyDown(screen.getByRole('listbox'), { key: 'ArrowDown', shiftKey: true });
  expect(screen.getByRole('status').textContent).toBe('ada ben cleo');
});
