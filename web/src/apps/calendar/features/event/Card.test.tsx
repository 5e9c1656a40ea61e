import { MantineProvider, Select } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Card } from './Card';

function show(onClose: () => void) {
  return render(
    <MantineProvider>
      <button type="button">Outside</button>
      <Card anchorId="ghost" label="New event" width={400} onClose={onClose}>
        <Select aria-label="Length" data={['15 minutes', '1 hour']} />
      </Card>
    </MantineProvider>,
  );
}

test('a press in a list that the card has opened leaves the card open', async () => {
  const close = vi.fn();
  show(close);
  fireEvent.click(await screen.findByRole('combobox', { name: 'Length' }));
  const option = await screen.findByText('1 hour');
  fireEvent.pointerDown(option);
  fireEvent.mouseDown(option);
  expect(close).not.toHaveBeenCalled();
});

test('a press outside closes it', async () => {
  const close = vi.fn();
  show(close);
  await screen.findByRole('dialog', { name: 'New event' });
  fireEvent.pointerDown(screen.getByRole('button', { name: 'Outside' }));
  expect(close).toHaveBeenCalledOnce();
});

test('Escape closes the open list first, then the card', async () => {
  const close = vi.fn();
  show(close);
  const field = await screen.findByRole('combobox', { name: 'Length' });
  fireEvent.click(field);
  expect(field.getAttribute('aria-expanded')).toBe('true');
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(close).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(close).toHaveBeenCalledOnce();
});
