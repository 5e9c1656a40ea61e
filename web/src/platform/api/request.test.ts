import { afterEach, expect, test, vi } from 'vitest';
import { ProblemError } from './problem';
import { send, whenSignedOut } from './request';

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Response): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request);
    return answer();
  });
  return requests;
}

test('changes carry the CSRF token of the cookie', async () => {
  document.cookie = 'csrftoken=secret';
  const requests = answering(() => Response.json({}));
  await send('/api/v1/things', { method: 'POST', body: { a: 1 } });
  expect(requests[0]?.headers.get('X-CSRFToken')).toBe('secret');
  expect(await requests[0]?.json()).toEqual({ a: 1 });
});

test('problem JSON becomes a ProblemError with its fields', async () => {
  const body = { title: 'Check the form', errors: [{ field: 'name', message: 'Too long' }] };
  answering(() => Response.json(body, { status: 422 }));
  const error = await send('/api/v1/things').catch((it: unknown) => it);
  expect(error).toBeInstanceOf(ProblemError);
  expect((error as ProblemError).messageFor('name')).toBe('Too long');
});

test('a page of a proxy is a problem too', async () => {
  answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
  await expect(send('/api/v1/things')).rejects.toMatchObject({ status: 502, code: '502' });
});

test('no connection is told apart from a refusal', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(send('/api/v1/things')).rejects.toMatchObject({ status: 0 });
});

test('a lost session is announced', async () => {
  const announced = vi.fn();
  whenSignedOut(announced);
  answering(() => Response.json({}, { status: 401 }));
  await send('/api/v1/things').catch(() => undefined);
  expect(announced).toHaveBeenCalledOnce();
});
