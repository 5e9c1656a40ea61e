import { afterEach, expect, test, vi } from 'vitest';
import { safeNext, signIn } from './auth';
import { deviceName } from './deviceName';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));

test('after sign-in one lands inside the product only', () => {
  expect(safeNext('/drive/folder/1?view=grid')).toBe('/drive/folder/1?view=grid');
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in', '']) {
    expect(safeNext(bad)).toBe('/');
  }
});

test('a second step is asked for when the server names one', async () => {
  const flows = [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true, types: ['totp'] }];
  answer(401, { data: { flows } });
  expect(await signIn('ada@demo.example', 'x')).toEqual({ kind: 'factor', types: ['totp'] });
});

test('a wrong password is a problem with its field', async () => {
  answer(400, { errors: [{ param: 'password', message: 'Wrong', code: 'mismatch' }] });
  await expect(signIn('ada@demo.example', 'x')).rejects.toMatchObject({
    errors: [{ field: 'password', message: 'Wrong' }],
  });
});

test('a browser is named by what it says of itself', () => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  expect(deviceName(agent)).toBe('Chrome · Linux');
});
