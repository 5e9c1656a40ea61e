import { render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { caps, listenToKeys, useShortcuts, type Shortcut } from './keys';

let stop: () => void;
beforeEach(() => {
  stop = listenToKeys();
});
afterEach(() => stop());

function Offer({ shortcuts }: { shortcuts: Shortcut[] }) {
  useShortcuts(shortcuts);
  return <input aria-label="field" />;
}

function press(key: string, target: EventTarget = document.body, init: KeyboardEventInit = {}) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
}

test('a shortcut runs while its component is on screen, and not after', () => {
  const run = vi.fn();
  const { unmount } = render(<Offer shortcuts={[{ keys: 'c', label: 'Write', run }]} />);
  press('c');
  unmount();
  press('c');
  expect(run).toHaveBeenCalledTimes(1);
});

test('two keys in a row are one shortcut', () => {
  const run = vi.fn();
  render(<Offer shortcuts={[{ keys: 'g m', label: 'Mail', run }]} />);
  press('m');
  expect(run).not.toHaveBeenCalled();
  press('g');
  press('m');
  expect(run).toHaveBeenCalledTimes(1);
});

test('typing in a field runs nothing but combinations with the modifier', () => {
  const plain = vi.fn();
  const modified = vi.fn();
  const { getByLabelText } = render(
    <Offer
      shortcuts={[
        { keys: 'k', label: 'Up', run: plain },
        { keys: 'mod+k', label: 'Palette', run: modified },
      ]}
    />,
  );
  press('k', getByLabelText('field'));
  press('k', getByLabelText('field'), { ctrlKey: true });
  expect([plain.mock.calls.length, modified.mock.calls.length]).toEqual([0, 1]);
});

test('a ticked box does not keep shortcuts from running', () => {
  const run = vi.fn();
  const { getByLabelText } = render(<Offer shortcuts={[{ keys: 'e', label: 'Archive', run }]} />);
  const box = document.createElement('input');
  box.type = 'checkbox';
  document.body.append(box);
  press('e', box);
  press('e', getByLabelText('field'));
  box.remove();
  expect(run).toHaveBeenCalledTimes(1);
});

test('Escape in a menu closes the menu alone', () => {
  const run = vi.fn();
  render(<Offer shortcuts={[{ keys: 'Escape', label: 'Clear', run }]} />);
  const menu = document.createElement('div');
  menu.setAttribute('role', 'menu');
  document.body.append(menu);
  press('Escape', menu);
  menu.remove();
  press('Escape');
  expect(run).toHaveBeenCalledTimes(1);
});

test('caps are printed as on the keyboard', () => {
  expect(caps('mod+k')).toEqual([['Ctrl', 'K']]);
  expect(caps('g d')).toEqual([['G'], ['D']]);
});
