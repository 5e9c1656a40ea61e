import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { queries } from '../api';
import { connectLive } from './live';

class FakeSource {
  static last: FakeSource;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;
  onerror: () => void = () => undefined;
  constructor(readonly url: string) {
    FakeSource.last = this;
  }
  close(): void {
    // Nothing is open.
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  queries.clear();
});

function shown(read: () => Promise<number>): () => void {
  return new QueryObserver(queries, { queryKey: ['mail', 'rows'], queryFn: read }).subscribe(
    () => undefined,
  );
}

test('what was read before the stream opened is read again', async () => {
  vi.stubGlobal('EventSource', FakeSource);
  const read = vi.fn(() => Promise.resolve(1));
  const hide = shown(read);
  await vi.waitFor(() => expect(queries.getQueryData(['mail', 'rows'])).toBe(1));
  const disconnect = connectLive();
  expect(read).toHaveBeenCalledTimes(1);
  FakeSource.last.onopen();
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  FakeSource.last.onmessage({ data: '{"topic":"mail"}' });
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(3));
  disconnect();
  hide();
});

test('what is being read when the stream opens is read once more', async () => {
  vi.stubGlobal('EventSource', FakeSource);
  let answer: (value: number) => void = () => undefined;
  const read = vi.fn(() => new Promise<number>((resolve) => (answer = resolve)));
  const hide = shown(read);
  const disconnect = connectLive();
  FakeSource.last.onopen();
  expect(read).toHaveBeenCalledTimes(1);
  answer(1);
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  answer(2);
  await vi.waitFor(() => expect(queries.getQueryData(['mail', 'rows'])).toBe(2));
  disconnect();
  hide();
});
