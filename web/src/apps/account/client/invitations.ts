/** What an invited person can do before having an account that works. */
import { send } from '@/platform/api';
import { makePasskey } from './auth';

export interface Invitation {
  name: string;
  email: string;
  organisation: string;
  language: string;
  expires_at: string;
}

const address = (token: string, rest = '') =>
  `/api/v1/invitations/${encodeURIComponent(token)}${rest}`;

export async function readInvitation(token: string): Promise<Invitation> {
  return (await (await send(address(token))).json()) as Invitation;
}

export async function joinWithPassword(token: string, password: string): Promise<void> {
  await send(address(token, '/password'), { method: 'POST', body: { password } });
}

interface CreationOptions {
  creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON };
}

export async function joinWithPasskey(token: string, name: string): Promise<void> {
  const response = await send(address(token, '/passkey/options'), { method: 'POST', body: {} });
  const { creation_options } = (await response.json()) as CreationOptions;
  const credential = await makePasskey(creation_options.publicKey);
  await send(address(token, '/passkey'), { method: 'POST', body: { name, credential } });
}
