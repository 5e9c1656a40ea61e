/** Mail brought in from elsewhere, and written to a file. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, csrfToken, ProblemError, queries, type components } from '@/platform/api';

type Schemas = components['schemas'];
export type Transfer = Schemas['TransferOut'];
export type ImapFields = Schemas['ImapIn'];
export type FileKind = 'mbox' | 'maildir' | 'takeout';
export const fileKinds: readonly FileKind[] = ['mbox', 'maildir', 'takeout'];

const KEY = 'mail-transfers';
const of = (account_id: string) => ({ path: { account_id } });

export const isMoving = ({ state }: Transfer): boolean =>
  state === 'waiting' || state === 'running';

export const transfersQuery = (accountId: string) =>
  queryOptions<Transfer[], ProblemError>({
    queryKey: [KEY, accountId],
    queryFn: async () => {
      const params = of(accountId);
      return (await call(api.GET('/api/v1/mail/accounts/{account_id}/transfers', { params })))
        .items;
    },
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? 1500 : false),
  });

const refresh = (accountId: string) => queries.invalidateQueries({ queryKey: [KEY, accountId] });

export async function pullImap(accountId: string, body: ImapFields): Promise<void> {
  const path = '/api/v1/mail/accounts/{account_id}/transfers/imap';
  await call(api.POST(path, { params: of(accountId), body }));
  await refresh(accountId);
}

export async function exportMail(accountId: string, mailbox_id: string | null): Promise<void> {
  const path = '/api/v1/mail/accounts/{account_id}/transfers/export';
  await call(api.POST(path, { params: of(accountId), body: { mailbox_id } }));
  await refresh(accountId);
}

export async function stopTransfer(accountId: string, transfer_id: string): Promise<void> {
  const params = { path: { transfer_id } };
  await call(api.DELETE('/api/v1/mail/transfers/{transfer_id}', { params }));
  await refresh(accountId);
}

function problemOf({ status, responseText }: XMLHttpRequest): ProblemError {
  try {
    const { title = '', detail = '' } = JSON.parse(responseText) as Record<string, string>;
    return new ProblemError(status, title, detail, String(status));
  } catch {
    return new ProblemError(status, '', '', String(status));
  }
}

/** Upload a file whose mail is filed then; `onProgress` is told the share that is there. */
export async function importFile(
  accountId: string,
  kind: FileKind,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({ kind, name: file.name });
  const request = new XMLHttpRequest();
  request.open('POST', `/mail/import/${accountId}?${query}`);
  request.setRequestHeader('X-CSRFToken', csrfToken());
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  signal.addEventListener('abort', () => request.abort());
  await new Promise<void>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(1, event.total));
    request.onload = () => (request.status < 300 ? resolve() : reject(problemOf(request)));
    request.onerror = () => reject(problemOf(request));
    request.onabort = () => resolve();
    request.send(file);
  });
  await refresh(accountId);
}

/** What a file most likely is, by its name. */
export function kindOf(name: string): FileKind {
  if (/takeout/i.test(name)) return 'takeout';
  return /\.(zip|tar|tgz|tar\.gz)$/i.test(name) ? 'maildir' : 'mbox';
}
