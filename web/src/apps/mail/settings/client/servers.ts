/** The servers that mail programs connect to, from the document that programs read themselves. */
import { queryOptions } from '@tanstack/react-query';
import { send, type ProblemError } from '@/platform/api';

export type ServerKind = 'imap' | 'smtp' | 'sieve';

export interface MailServer {
  kind: ServerKind;
  host: string;
  port: number;
  security: 'SSL' | 'STARTTLS' | 'plain';
}

const kindOf = (type: string | null): ServerKind | null =>
  type === 'imap' || type === 'smtp' ? type : type === 'managesieve' ? 'sieve' : null;

/** Reads Thunderbird's autoconfig document. */
export function readServers(xml: string): MailServer[] {
  const page = new DOMParser().parseFromString(xml, 'text/xml');
  return [...page.querySelectorAll('incomingServer, outgoingServer')].flatMap((node) => {
    const kind = kindOf(node.getAttribute('type'));
    const text = (name: string) => node.querySelector(name)?.textContent?.trim() ?? '';
    const port = Number(text('port'));
    if (!kind || !port) return [];
    const security = text('socketType');
    const known = security === 'SSL' || security === 'STARTTLS' ? security : 'plain';
    return [{ kind, host: text('hostname'), port, security: known }];
  });
}

export const serversQuery = (email: string) =>
  queryOptions<MailServer[], ProblemError>({
    queryKey: ['mail-servers', email],
    staleTime: Infinity,
    queryFn: async () => {
      const path = `/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(email)}`;
      const response = await send(path, { headers: { Accept: 'text/xml' } });
      return readServers(await response.text());
    },
  });
