/**
 * The one place where bytes leave for the server: adds the CSRF header, turns failures into
 * ProblemErrors and announces a lost session. `send` is for the few addresses outside the
 * generated client (sign-in, JMAP, uploads).
 */
import { offlineProblem, problemOf } from './problem';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
let onSignedOut: () => void = () => undefined;

/** Called when the server answers 401 to a person who had a session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

function readCookie(name: string): string | undefined {
  const entry = document.cookie.split('; ').find((it) => it.startsWith(`${name}=`));
  return entry && decodeURIComponent(entry.slice(name.length + 1));
}

export const csrfToken = (): string => readCookie('csrftoken') ?? '';

/** The fetch of the generated client: adds the CSRF header, throws ProblemErrors. */
export async function sendRequest(request: Request): Promise<Response> {
  if (!safeMethods.has(request.method)) {
    if (!csrfToken()) await fetch('/_allauth/browser/v1/config', { credentials: 'same-origin' });
    request.headers.set('X-CSRFToken', csrfToken());
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw offlineProblem();
  }
  if (response.ok) return response;
  if (response.status === 401 && !request.url.includes('/_allauth/')) onSignedOut();
  throw await problemOf(response);
}

export interface SendOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** Goes on when the page is left; small bodies only. */
  keepalive?: boolean;
}

/** Send JSON to any same-origin address and return the response; throws ProblemError. */
export function send(path: string, options: SendOptions = {}): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json', ...options.headers });
  const raw = options.body instanceof Blob || options.body instanceof FormData;
  if (options.body !== undefined && !raw) headers.set('Content-Type', 'application/json');
  const body = raw ? (options.body as BodyInit) : JSON.stringify(options.body);
  return sendRequest(
    new Request(new URL(path, window.location.origin), {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? null : body,
      credentials: 'same-origin',
      signal: options.signal ?? null,
      keepalive: options.keepalive ?? false,
    }),
  );
}
