import { expect, test, vi } from 'vitest';
import { JmapClient, type GetResult, type QueryResult } from './client';

type Invocation = [string, Record<string, unknown>, string];

function serverAnswering(responses: Invocation[]) {
  document.cookie = 'csrftoken=secret';
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (path !== '/jmap/api') return Response.json({ apiUrl: '/jmap/api' });
    sent.push(((await request.json()) as { methodCalls: unknown }).methodCalls);
    return Response.json({ methodResponses: responses });
  });
  return sent;
}

test('calls of a batch travel in one request and may refer to each other', async () => {
  const sent = serverAnswering([
    ['Email/query', { ids: ['a'] }, 'c0'],
    ['Email/get', { list: [{ id: 'a' }] }, 'c1'],
  ]);
  const batch = new JmapClient().batch();
  const found = batch.call<QueryResult>('Email/query', { accountId: '1' });
  const list = batch.call<GetResult<{ id: string }>>('Email/get', { '#ids': found.ref('/ids') });
  await batch.send();
  expect((await list.result).list).toEqual([{ id: 'a' }]);
  expect(sent).toEqual([
    [
      ['Email/query', { accountId: '1' }, 'c0'],
      ['Email/get', { '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' } }, 'c1'],
    ],
  ]);
});

test('a method error rejects its own call only', async () => {
  serverAnswering([
    ['error', { type: 'invalidArguments', description: 'No such filter' }, 'c0'],
    ['Mailbox/get', { list: [] }, 'c1'],
  ]);
  const batch = new JmapClient().batch();
  const wrong = batch.call('Email/query', {});
  const right = batch.call('Mailbox/get', {});
  await batch.send();
  await expect(wrong.result).rejects.toMatchObject({
    title: 'invalidArguments',
    detail: 'No such filter',
  });
  await expect(right.result).resolves.toEqual({ list: [] });
});

test('a call without an answer is rejected instead of waiting for ever', async () => {
  serverAnswering([]);
  await expect(new JmapClient().call('Email/get', {})).rejects.toMatchObject({
    title: 'unanswered',
  });
});
