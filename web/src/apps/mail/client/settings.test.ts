import { afterEach, expect, test, vi } from 'vitest';
import { queries } from '@/platform/api';
import { changeSettings, settingsNow, settingsQuery } from './settings';
import { defaults } from '../model/settings';

afterEach(() => {
  vi.unstubAllGlobals();
  queries.clear();
});

const stored = { ...defaults, undo_s: 20, smart_compose_on: true };

function server(answer: (request: Request) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answer(request)));
}

test('a change is on screen before the server has heard of it', async () => {
  server(() => Response.json(stored));
  await queries.fetchQuery(settingsQuery);
  const change = changeSettings({ smart_compose_on: false });
  expect(settingsNow().smart_compose_on).toBe(false);
  server(() => Response.json({ ...stored, smart_compose_on: false }));
  await change;
});

test('what is read while a change is under way does not undo it', async () => {
  let answer: (response: Response) => void = () => undefined;
  const late = new Promise<Response>((resolve) => (answer = resolve));
  server((request) => (request.method === 'PATCH' ? late : Response.json(stored)));
  await queries.fetchQuery(settingsQuery);
  const change = changeSettings({ smart_compose_on: false });
  await queries.fetchQuery({ ...settingsQuery, staleTime: 0 });
  expect(settingsNow().smart_compose_on).toBe(false);
  answer(Response.json({ ...stored, smart_compose_on: false }));
  await change;
  expect(settingsNow()).toEqual({ ...stored, smart_compose_on: false });
});

test('what the server refuses is taken back, and nothing else', async () => {
  server((request) =>
    request.method === 'PATCH' ? new Response('', { status: 500 }) : Response.json(stored),
  );
  await queries.fetchQuery(settingsQuery);
  await changeSettings({ smart_compose_on: false });
  expect(settingsNow()).toEqual(stored);
});

test('a change before anything was read leaves no defaults on screen', async () => {
  server(() => Response.json(stored));
  const change = changeSettings({ smart_compose_on: true });
  expect(queries.getQueryData(settingsQuery.queryKey)).toBeUndefined();
  await change;
  expect(settingsNow()).toEqual(stored);
});
