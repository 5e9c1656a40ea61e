/**
 * The sign-in API (allauth headless, browser client). A 401 here is not a failure but an answer:
 * it names the step that comes next.
 */
import { ProblemError, send } from '@/platform/api';

export interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

export type Factor = 'totp' | 'recovery_codes' | 'webauthn';
export type Outcome = { kind: 'in' } | { kind: 'factor'; types: Factor[] } | { kind: 'pending' };

interface AuthAnswer<T> {
  data: T;
}

const BASE = '/_allauth/browser/v1';

export async function auth<T = unknown>(
  path: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET',
  body?: unknown,
): Promise<T> {
  const response = await send(`${BASE}${path}`, { method, body });
  return ((await response.json()) as AuthAnswer<T>).data;
}

function isFlowList(value: unknown): value is Flow[] {
  return Array.isArray(value) && value.every((it) => typeof it === 'object' && it && 'id' in it);
}

/** The steps that a 401 offers. */
export function flowsOf(problem: ProblemError): Flow[] {
  const data = problem.body.data;
  const flows = typeof data === 'object' && data !== null && 'flows' in data ? data.flows : [];
  return isFlowList(flows) ? flows : [];
}

export const isReauthenticationWanted = (error: unknown): error is ProblemError =>
  error instanceof ProblemError &&
  error.status === 401 &&
  flowsOf(error).some((it) => it.id.endsWith('reauthenticate'));

function nextStep(problem: ProblemError): Outcome {
  const pending = flowsOf(problem).find((it) => it.is_pending);
  if (pending?.id !== 'mfa_authenticate') return { kind: 'pending' };
  return { kind: 'factor', types: (pending.types ?? ['totp']) as Factor[] };
}

async function outcome(path: string, body: unknown): Promise<Outcome> {
  try {
    await auth(path, 'POST', body);
    return { kind: 'in' };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return nextStep(error);
    // 409: this browser is signed in already.
    if (error instanceof ProblemError && error.status === 409) return { kind: 'in' };
    throw error;
  }
}

export const signIn = (email: string, password: string) =>
  outcome('/auth/login', { email, password });

export const confirmFactor = (code: string) => outcome('/auth/2fa/authenticate', { code });

export const requestReset = (email: string) => outcome('/auth/password/request', { email });

export const resetPassword = (key: string, password: string) =>
  outcome('/auth/password/reset', { key, password });

interface RequestOptions {
  request_options: { publicKey: PublicKeyCredentialRequestOptionsJSON };
}

export const canUsePasskeys = (): boolean =>
  'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

async function assertion(path: string): Promise<unknown> {
  const { request_options } = await auth<RequestOptions>(path);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(request_options.publicKey);
  const credential = await navigator.credentials.get({ publicKey });
  return (credential as PublicKeyCredential | null)?.toJSON();
}

/** Ask the browser for a passkey and sign in with it; also the second step and re-authentication. */
export async function withPasskey(
  step: 'login' | 'authenticate' | 'reauthenticate',
): Promise<Outcome> {
  const path = `/auth/webauthn/${step}`;
  return outcome(path, { credential: await assertion(path) });
}

/** Let the browser make a passkey from the server's options. */
export async function makePasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<ReturnType<PublicKeyCredential['toJSON']>> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await navigator.credentials.create({ publicKey });
  return (credential as PublicKeyCredential).toJSON();
}

/** True when the person closed the browser's own dialog, which is no error. */
export const isDismissed = (error: unknown): boolean =>
  error instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(error.name);

/** A place inside the product, or its start: never another site. */
export function safeNext(next: string): string {
  const isInside = next.startsWith('/') && !/^\/[/\\]/.test(next);
  return isInside && !next.startsWith('/sign-in') ? next : '/';
}
