/** The line to the engine against a socket of the test: newest question only, context once. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SuggestionLine } from './line';
import type { Suggestion } from './types';

class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];
  readyState = 0;
  sent: { id: number; prefix: string; context?: unknown }[] = [];
  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;

  constructor(readonly url: URL) {
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as (typeof this.sent)[number]);
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = 1;
    this.onopen();
  }

  answers(id: number, suggestions: Suggestion[]): void {
    this.onmessage({ data: JSON.stringify({ id, suggestions }) });
  }

  breaks(code: number): void {
    this.readyState = 3;
    this.onclose({ code });
  }
}

const found = [{ text: 'orward', confidence: 0.9 }];
let line: SuggestionLine;
const socket = (n = 0): FakeSocket => {
  const made = FakeSocket.made[n];
  if (!made) throw new Error(`no socket ${n}`);
  return made;
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  line = new SuggestionLine();
});

afterEach(() => {
  line.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('sends the first question as soon as the line is open', async () => {
  const answer = line.ask('I look f', { subject: 'Plans' });
  expect(socket().sent).toEqual([]);
  socket().opens();
  expect(socket().sent).toEqual([{ id: 1, prefix: 'I look f', context: { subject: 'Plans' } }]);
  socket().answers(1, found);
  expect(await answer).toEqual(found);
});

it('tells the context again only when it changed', () => {
  void line.ask('a', { subject: 'Plans' });
  socket().opens();
  void line.ask('ab', { subject: 'Plans' });
  void line.ask('abc', { subject: 'Other' });
  expect(socket().sent.map((it) => it.context)).toEqual([
    { subject: 'Plans' },
    undefined,
    { subject: 'Other' },
  ]);
});

it('a newer question ends the older one, whose answer is dropped', async () => {
  const first = line.ask('a', {});
  socket().opens();
  const second = line.ask('ab', {});
  expect(await first).toEqual([]);
  socket().answers(1, [{ text: 'stale', confidence: 1 }]);
  socket().answers(2, found);
  expect(await second).toEqual(found);
});

it('comes back after it was lost', async () => {
  const lost = line.ask('a', {});
  socket().opens();
  socket().breaks(1006);
  expect(await lost).toEqual([]);
  const next = line.ask('ab', {});
  socket(1).opens();
  socket(1).answers(2, found);
  expect(await next).toEqual(found);
});

it('asks nobody for a while after it was refused', async () => {
  void line.ask('a', {});
  socket().opens();
  socket().breaks(4403);
  expect(await line.ask('ab', {})).toEqual([]);
  expect(FakeSocket.made.length).toBe(1);
  await vi.advanceTimersByTimeAsync(61_000);
  void line.ask('abc', {});
  expect(FakeSocket.made.length).toBe(2);
});

it('lets go of the line when nobody asks', async () => {
  const answer = line.ask('a', {});
  socket().opens();
  socket().answers(1, []);
  await answer;
  await vi.advanceTimersByTimeAsync(61_000);
  expect(socket().readyState).toBe(3);
});

it('uses requests where no websocket gets through', async () => {
  const fetched = vi.fn<(request: Request) => Promise<Response>>(() =>
    Promise.resolve(new Response(JSON.stringify({ suggestions: found }), { status: 200 })),
  );
  vi.stubGlobal('fetch', fetched);
  document.cookie = 'csrftoken=x';
  void line.ask('a', {});
  socket(0).breaks(1006);
  const answer = line.ask('ab', {});
  socket(1).breaks(1006);
  expect(await answer).toEqual(found);
  expect(fetched.mock.calls[0]?.[0].url).toContain('/api/v1/compose/suggest');
});
