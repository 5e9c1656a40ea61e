/** Reads and writes below /api/v1/calendar, as JSON. */
import { send } from '@/platform/api';

type Value = string | number | boolean | null | undefined;

const BASE = '/api/v1/calendar';

function address(path: string, query: Record<string, Value> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `${BASE}${path}${text && `?${text}`}`;
}

async function bodyOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function read<T>(
  path: string,
  query?: Record<string, Value>,
  signal?: AbortSignal,
): Promise<T> {
  return bodyOf<T>(await send(address(path, query), signal ? { signal } : {}));
}

export async function write<T = void>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  query?: Record<string, Value>,
): Promise<T> {
  return bodyOf<T>(await send(address(path, query), { method, ...(body ? { body } : {}) }));
}

/** Delete although the page is being left: the browser finishes it. */
export async function removeOnLeaving(path: string, query: Record<string, Value>): Promise<void> {
  await send(address(path, query), { method: 'DELETE', keepalive: true });
}
