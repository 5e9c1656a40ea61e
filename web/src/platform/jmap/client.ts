/**
 * A JMAP client (RFC 8620): calls made in the same tick travel in one request, and a call may
 * refer to an earlier one's result.
 *
 *     const batch = jmap.batch();
 *     const found = batch.call<QueryResult>('Email/query', { accountId, filter });
 *     const list = batch.call<GetResult<Email>>('Email/get', {
 *       accountId, '#ids': found.ref('/ids'), properties });
 *     await batch.send();
 *     (await list.result).list
 */
import { ProblemError } from '../api/problem';
import { send } from '../api/request';

export type Arguments = Record<string, unknown>;
type Invocation = [name: string, args: Arguments, id: string];

export interface ResultReference {
  resultOf: string;
  name: string;
  path: string;
}

export interface GetResult<T> {
  accountId: string;
  state: string;
  list: T[];
  notFound: string[];
}

export interface QueryResult {
  accountId: string;
  queryState: string;
  ids: string[];
  position: number;
  total?: number;
  canCalculateChanges: boolean;
}

export interface ChangesResult {
  accountId: string;
  oldState: string;
  newState: string;
  hasMoreChanges: boolean;
  created: string[];
  updated: string[];
  destroyed: string[];
}

export interface SetError {
  type: string;
  description?: string | null;
  properties?: string[];
}

export interface SetResult<T> {
  accountId: string;
  oldState: string | null;
  newState: string;
  created: Record<string, Partial<T>> | null;
  updated: Record<string, Partial<T> | null> | null;
  destroyed: string[] | null;
  notCreated: Record<string, SetError> | null;
  notUpdated: Record<string, SetError> | null;
  notDestroyed: Record<string, SetError> | null;
}

export interface JmapSession {
  apiUrl: string;
  downloadUrl: string;
  uploadUrl: string;
  eventSourceUrl: string;
  state: string;
  username: string;
  accounts: Record<string, JmapAccount>;
  primaryAccounts: Record<string, string>;
  capabilities: Record<string, unknown>;
}

export interface JmapAccount {
  name: string;
  isPersonal: boolean;
  isReadOnly: boolean;
  accountCapabilities: Record<string, unknown>;
}

export interface PendingCall<T> {
  result: Promise<T>;
  ref: (path: string) => ResultReference;
}

export interface UploadedBlob {
  accountId: string;
  blobId: string;
  type: string;
  size: number;
}

const USING = [
  'urn:ietf:params:jmap:core',
  'urn:ietf:params:jmap:mail',
  'urn:ietf:params:jmap:submission',
  'urn:ietf:params:jmap:vacationresponse',
  'urn:bureau:params:jmap:mail',
];

interface Waiter {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

function errorOf(args: Arguments): ProblemError {
  const type = String(args.type ?? 'serverFail');
  return new ProblemError(200, type, String(args.description ?? ''), type, [], args);
}

export class Batch {
  private readonly calls: Invocation[] = [];
  private readonly waiters = new Map<string, Waiter>();

  constructor(private readonly apiUrl: () => Promise<string>) {}

  call<T>(name: string, args: Arguments): PendingCall<T> {
    const id = `c${this.calls.length}`;
    this.calls.push([name, args, id]);
    const result = new Promise<T>((resolve, reject) => {
      this.waiters.set(id, { resolve, reject });
    });
    result.catch(() => undefined);
    return { result, ref: (path) => ({ resultOf: id, name, path }) };
  }

  async send(signal?: AbortSignal): Promise<void> {
    try {
      const response = await send(await this.apiUrl(), {
        method: 'POST',
        body: { using: USING, methodCalls: this.calls },
        ...(signal ? { signal } : {}),
      });
      const answer = (await response.json()) as { methodResponses: Invocation[] };
      answer.methodResponses.forEach((it) => this.settle(it));
    } catch (error) {
      for (const waiter of this.waiters.values()) waiter.reject(error);
      throw error;
    }
    const unanswered = new ProblemError(200, 'unanswered', '', 'JMAP');
    for (const waiter of this.waiters.values()) waiter.reject(unanswered);
  }

  /** A method may answer more than once (implicit calls); the first answer of an id counts. */
  private settle([name, args, id]: Invocation): void {
    const waiter = this.waiters.get(id);
    if (!waiter) return;
    this.waiters.delete(id);
    if (name === 'error') waiter.reject(errorOf(args));
    else waiter.resolve(args as never);
  }
}

function expand(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
}

export class JmapClient {
  private reading: Promise<JmapSession> | null = null;

  constructor(private readonly sessionPath = '/.well-known/jmap') {}

  session(): Promise<JmapSession> {
    this.reading ??= send(this.sessionPath)
      .then((response) => response.json() as Promise<JmapSession>)
      .catch((error: unknown) => {
        this.reading = null;
        throw error;
      });
    return this.reading;
  }

  /** Read the session anew, after signing in as somebody else. */
  forget(): void {
    this.reading = null;
  }

  batch(): Batch {
    return new Batch(async () => (await this.session()).apiUrl);
  }

  /** One call in a request of its own. */
  async call<T>(name: string, args: Arguments, signal?: AbortSignal): Promise<T> {
    const batch = this.batch();
    const pending = batch.call<T>(name, args);
    await batch.send(signal);
    return pending.result;
  }

  async upload(accountId: string, file: Blob): Promise<UploadedBlob> {
    const { uploadUrl } = await this.session();
    const response = await send(expand(uploadUrl, { accountId }), {
      method: 'POST',
      body: file,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    });
    return (await response.json()) as UploadedBlob;
  }

  async downloadUrl(
    accountId: string,
    blobId: string,
    name: string,
    type: string,
  ): Promise<string> {
    return expand((await this.session()).downloadUrl, { accountId, blobId, name, type });
  }
}

export const jmap = new JmapClient();
