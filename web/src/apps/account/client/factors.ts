/** The ways to sign in that a person has set up, and the sessions that are open. */
import { useQuery } from '@tanstack/react-query';
import { ProblemError } from '@/platform/api';
import { auth, makePasskey } from './auth';

export interface Passkey {
  type: 'webauthn';
  id: string | number;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

interface OtherFactor {
  type: 'totp' | 'recovery_codes';
  created_at: number;
  last_used_at: number | null;
  unused_code_count?: number;
  total_code_count?: number;
}

export type Authenticator = Passkey | OtherFactor;

export interface OpenSession {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  is_current: boolean;
}

/** The sign-in API writes times as seconds. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

export const factorsKey = ['session', 'factors'];
export const sessionsKey = ['session', 'sessions'];

export const useFactors = () =>
  useQuery({
    queryKey: factorsKey,
    queryFn: () => auth<Authenticator[]>('/account/authenticators'),
  });

export const useSessions = () =>
  useQuery({ queryKey: sessionsKey, queryFn: () => auth<OpenSession[]>('/auth/sessions') });

export const endSessions = (ids: number[]) => auth('/auth/sessions', 'DELETE', { sessions: ids });

interface CreationAnswer {
  creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON };
}

const WEBAUTHN = '/account/authenticators/webauthn';

export async function addPasskey(name: string): Promise<void> {
  const { creation_options } = await auth<CreationAnswer>(`${WEBAUTHN}?passwordless`);
  const credential = await makePasskey(creation_options.publicKey);
  await auth(WEBAUTHN, 'POST', { name, credential });
}

export const renamePasskey = (id: Passkey['id'], name: string) =>
  auth(WEBAUTHN, 'PUT', { id, name });

export const removePasskey = (id: Passkey['id']) =>
  auth(WEBAUTHN, 'DELETE', { authenticators: [id] });

const TOTP = '/account/authenticators/totp';

export interface TotpSecret {
  secret: string;
  totp_url: string;
}

/** Begin to set up an authenticator app: the server answers 404 with a fresh secret. */
export async function beginTotp(): Promise<TotpSecret> {
  try {
    await auth(TOTP);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) {
      return error.body.meta as TotpSecret;
    }
    throw error;
  }
  throw new ProblemError(409, 'exists', '', '409');
}

export const activateTotp = (code: string) => auth(TOTP, 'POST', { code });
export const removeTotp = () => auth(TOTP, 'DELETE');

const CODES = '/account/authenticators/recovery-codes';

interface RecoveryCodes {
  unused_codes?: string[];
}

export const readRecoveryCodes = () => auth<RecoveryCodes>(CODES);
export const makeRecoveryCodes = () => auth<RecoveryCodes>(CODES, 'POST', {});

export const changePassword = (current: string, next: string) =>
  auth('/account/password/change', 'POST', { current_password: current, new_password: next });
