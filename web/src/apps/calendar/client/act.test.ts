import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QueryObserver } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { occurrence } from '../model/factory.testing';
import { createEvent, removeOccurrence, reschedule } from './act';
import { EVENTS } from './events';
import type { Occurrence } from './types';

interface Sent {
  method: string;
  path: string;
  body: unknown;
}

const meeting = occurrence('2026-11-23T09:00', '2026-11-23T10:00', { recurs: true });
const key = [...EVENTS, { calendars: 'c1' }];
const scope = { range: 'this' as const, notifies: false, note: '' };
let sent: Sent[] = [];
let status = 200;

function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  return request.text().then((text) => {
    const body: unknown = text ? JSON.parse(text) : undefined;
    sent.push({ method: request.method, path: url.pathname + url.search, body });
    return new Response(JSON.stringify({ event_id: 'e9', recurrence_id: 'r9' }), { status });
  });
}

beforeEach(() => {
  sent = [];
  status = 200;
  document.cookie = 'csrftoken=abc';
  vi.stubGlobal('fetch', answer);
  vi.useFakeTimers();
  queries.setQueryData<Occurrence[]>(key, [meeting]);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  queries.clear();
});

const shownStart = () => queries.getQueryData<Occurrence[]>(key)?.[0]?.start;
const later = { start: '2026-11-23T11:00:00Z', end: '2026-11-23T12:00:00Z', is_all_day: false };

test('an event that is moved is at its new time at once, and the server is told', async () => {
  const moving = reschedule(meeting, later, scope, 'moved');
  expect(shownStart()).toBe('2026-11-23T11:00:00Z');
  expect(await moving).toBe(true);
  expect(sent).toEqual([
    {
      method: 'PATCH',
      path: `/api/v1/calendar/events/${meeting.event_id}`,
      body: {
        range: 'this',
        recurrence_id: '',
        changes: later,
        notifies: false,
        note: '',
      },
    },
  ]);
});

test('an event that is made goes by its real name once the server has answered', async () => {
  const onScreen = new QueryObserver<Occurrence[]>(queries, {
    queryKey: key,
    queryFn: () => queries.getQueryData<Occurrence[]>(key) ?? [],
    staleTime: Infinity,
  });
  const leave = onScreen.subscribe(() => undefined);
  const names = () => queries.getQueryData<Occurrence[]>(key)?.map((it) => it.id);
  const making = createEvent({ ...later, title: 'Stock count', calendar_id: 'c1' }, false);
  expect(names()).toEqual([meeting.id, `new~${later.start}`]);
  await making;
  expect(names()).toEqual([meeting.id, 'e9~r9']);
  leave();
});

test('a move to where it is already tells nobody', async () => {
  const { start, end } = meeting;
  expect(await reschedule(meeting, { start, end, is_all_day: false }, scope, 'moved')).toBe(true);
  expect(sent).toEqual([]);
});

test('a refused move is told, and says so to the caller', async () => {
  status = 409;
  expect(await reschedule(meeting, later, scope, 'moved')).toBe(false);
});

test('what is deleted leaves for good only when it cannot be called back any more', async () => {
  removeOccurrence(meeting, scope, 'deleted');
  await vi.advanceTimersByTimeAsync(7900);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent.map(({ method, path }) => [method, path])).toEqual([
    [
      'DELETE',
      `/api/v1/calendar/events/${meeting.event_id}?range=this&recurrence_id=&notifies=false`,
    ],
  ]);
});

test('leaving the page deletes at once and once only, in a request that outlives the page', async () => {
  const kept: unknown[] = [];
  class Watched extends Request {
    constructor(address: URL, options: RequestInit) {
      super(address, options);
      kept.push(options.keepalive);
    }
  }
  vi.stubGlobal('Request', Watched);
  removeOccurrence(meeting, scope, 'deleted');
  window.dispatchEvent(new Event('pagehide'));
  await vi.advanceTimersByTimeAsync(9000);
  expect(sent.map((it) => it.method)).toEqual(['DELETE']);
  expect(kept).toEqual([true]);
});
