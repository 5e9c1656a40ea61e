import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { queries, refresh } from './queries';

const KEY = ['mail', 'rows'];

afterEach(() => queries.clear());

/** A list on screen whose readings are answered by hand, the oldest first. */
function shown() {
  const asked: ((rows: string) => void)[] = [];
  const read = vi.fn(() => new Promise<string>((resolve) => asked.push(resolve)));
  const hide = new QueryObserver(queries, { queryKey: KEY, queryFn: read }).subscribe(
    () => undefined,
  );
  const answer = async (rows: string) => {
    asked.shift()?.(rows);
    await vi.waitFor(() => expect(queries.getQueryData(KEY)).toBe(rows));
  };
  return { read, answer, hide };
}

test('a change during the first reading is read afterwards', async () => {
  const { read, answer, hide } = shown();
  refresh({ queryKey: ['mail'] });
  await answer('before the change');
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  await answer('after the change');
  hide();
});

test('many changes during one reading are one reading more', async () => {
  const { read, answer, hide } = shown();
  await answer('first');
  for (let change = 0; change < 5; change += 1) refresh({ queryKey: ['mail'] });
  expect(read).toHaveBeenCalledTimes(2);
  await answer('second');
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(3));
  await answer('third');
  expect(read).toHaveBeenCalledTimes(3);
  hide();
});

test('what the change does not concern is left alone', async () => {
  const { read, answer, hide } = shown();
  await answer('rows');
  refresh({ queryKey: ['drive'] });
  expect(read).toHaveBeenCalledTimes(1);
  hide();
});
