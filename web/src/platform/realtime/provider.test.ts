/** The provider against a small server of the same protocol, with a durable log and its faults. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { forgetOthers, recordsOf } from './offlineStore';
import * as protocol from './protocol';
import { DocumentProvider, type OpenOptions } from './provider';
import { sendStored } from './sendStored';
import { encodeVector, raiseByUpdate, type Vector } from './vectors';

const noa = { id: 'noa', name: 'Noa' };

class Server {
  doc = new Y.Doc();
  role: protocol.DocumentRole = 'editor';
  schema = 1;
  isReachable = true;
  /** A server that takes updates and says nothing back. */
  isSilent = false;
  refusal = 0;
  sockets = new Set<Socket>();
  received = 0;

  hello(): protocol.Hello {
    return { role: this.role, person: noa, guest: null, schema: this.schema, seq: 0 };
  }

  open(socket: Socket): void {
    if (!this.isReachable) return socket.drop(1006);
    if (this.refusal) return socket.drop(this.refusal);
    this.sockets.add(socket);
    socket.readyState = 1;
    socket.onopen?.();
    socket.deliver(protocol.helloFrame(this.hello()));
    socket.deliver(protocol.step1(Y.encodeStateVector(this.doc)));
  }

  take(socket: Socket, bytes: Uint8Array): void {
    const frame = protocol.readFrame(bytes);
    if (frame.kind === 'step1')
      socket.deliver(protocol.step2(Y.encodeStateAsUpdate(this.doc, frame.vector)));
    if (frame.kind !== 'step2' && frame.kind !== 'update') return;
    if (this.role !== 'editor') return socket.deliver(protocol.roleFrame(this.hello()));
    this.received += 1;
    socket.frames += 1;
    if (this.isSilent) return;
    Y.applyUpdate(this.doc, frame.update);
    raiseByUpdate(socket.stored, frame.update);
    socket.deliver(protocol.storedFrameOf(encodeVector(socket.stored), socket.frames));
    for (const other of this.sockets)
      if (other !== socket) other.deliver(protocol.updateFrame(frame.update));
  }

  cut(code = 1006): void {
    for (const socket of [...this.sockets]) socket.drop(code);
  }
}

let server = new Server();

class Socket {
  readyState = 0;
  frames = 0;
  stored: Vector = new Map();
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private readonly server = server;

  constructor() {
    setTimeout(() => this.server.open(this));
  }

  send(bytes: Uint8Array): void {
    setTimeout(() => this.readyState === 1 && this.server.take(this, bytes));
  }

  deliver(bytes: Uint8Array<ArrayBuffer>): void {
    setTimeout(() => this.onmessage?.({ data: bytes.slice().buffer }));
  }

  drop(code: number): void {
    this.readyState = 3;
    this.server.sockets.delete(this);
    this.onclose?.({ code });
  }

  close(): void {
    this.readyState = 3;
    this.server.sockets.delete(this);
  }
}

const opened: DocumentProvider[] = [];

function open(options: Partial<OpenOptions> = {}): DocumentProvider {
  const provider = new DocumentProvider({ item: 'doc', person: noa, schema: 1, ...options });
  opened.push(provider);
  return provider;
}

const text = (provider: { doc: Y.Doc }) => provider.doc.getText('t');
const saved = (provider: DocumentProvider) => provider.getState().saved;
const until = (check: () => void) => vi.waitFor(check, { timeout: 4000, interval: 5 });
const untilSaved = (provider: DocumentProvider) =>
  until(() => expect(saved(provider)).toBe('saved'));
const write = (provider: DocumentProvider, words: string) => text(provider).insert(0, words);

/** A closed browser: no farewell, only what was written to the disk. */
async function crash(provider: DocumentProvider): Promise<void> {
  await provider.destroy();
  opened.splice(opened.indexOf(provider), 1);
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('WebSocket', Socket);
  vi.resetModules();
  server = new Server();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((provider) => provider.destroy()));
  await forgetOthers(null);
});

describe('what is saved', () => {
  test('is what the server called durable', async () => {
    const provider = open();
    await untilSaved(provider);
    server.isSilent = true;
    write(provider, 'hello');
    expect(saved(provider)).toBe('saving');
    await until(() => expect(server.received).toBe(1));
    expect(saved(provider)).toBe('saving');
  });

  test('covers text and deletions', async () => {
    const provider = open();
    await untilSaved(provider);
    write(provider, 'hello');
    await untilSaved(provider);
    expect(server.doc.getText('t').toString()).toBe('hello');
    text(provider).delete(0, 2);
    expect(saved(provider)).toBe('saving');
    await untilSaved(provider);
    expect(server.doc.getText('t').toString()).toBe('llo');
  });

  test('is sent again when the connection broke before it was durable', async () => {
    const provider = open();
    await untilSaved(provider);
    server.isSilent = true;
    write(provider, 'kept');
    await until(() => expect(server.received).toBe(1));
    server.isSilent = false;
    server.cut();
    expect(saved(provider)).toBe('offline');
    await untilSaved(provider);
    expect(server.doc.getText('t').toString()).toBe('kept');
  });
});

describe('offline', () => {
  test('changes survive a closed browser and merge with those of others', async () => {
    server.doc.getText('t').insert(0, 'start ');
    const before = open();
    await untilSaved(before);
    server.isReachable = false;
    server.cut();
    text(before).insert(6, 'mine ');
    text(before).delete(0, 1);
    expect(saved(before)).toBe('offline');
    await crash(before);
    server.doc.getText('t').insert(6, 'theirs ');
    server.isReachable = true;
    const after = open();
    await untilSaved(after);
    expect(text(after).toString()).toBe(server.doc.getText('t').toString());
    expect(text(after).toString()).toMatch(/^tart (mine theirs|theirs mine) $/);
  });

  test('a document opens and is edited without any connection', async () => {
    server.doc.getText('t').insert(0, 'known');
    const first = open();
    await untilSaved(first);
    await crash(first);
    server.isReachable = false;
    const second = open();
    await until(() => expect(saved(second)).toBe('offline'));
    expect(text(second).toString()).toBe('known');
    expect(second.canEdit).toBe(true);
  });

  test('changes are sent at the next start though the document stays closed', async () => {
    const first = open();
    await untilSaved(first);
    server.isReachable = false;
    server.cut();
    write(first, 'unsent');
    await crash(first);
    const [record] = await recordsOf();
    expect(record?.isDirty).toBe(true);
    server.isReachable = true;
    const me = { ...noa, email: '', role: 'member', language: 'en', time_zone: 'UTC' } as const;
    const rest = { has_password: true, reminders: [], domain: '', abilities: {} };
    if (record) await sendStored(record, { ...me, ...rest }, 4000);
    expect(server.doc.getText('t').toString()).toBe('unsent');
    expect((await recordsOf())[0]?.isDirty).toBe(false);
  });

  test('nothing is kept for others after a change of person', async () => {
    const provider = open();
    await untilSaved(provider);
    write(provider, 'private');
    await untilSaved(provider);
    await crash(provider);
    await forgetOthers('lea');
    expect(await recordsOf()).toEqual([]);
  });

  test('an open document leaves no trace after sign-out', async () => {
    const provider = open();
    await untilSaved(provider);
    write(provider, 'private');
    await until(async () => expect(await recordsOf()).toHaveLength(1));
    await forgetOthers(null);
    write(provider, 'more');
    await crash(provider);
    expect(await recordsOf()).toEqual([]);
  });
});

describe('rights', () => {
  test('a viewer sends and keeps nothing of its own', async () => {
    server.role = 'viewer';
    const provider = open();
    await until(() => expect(saved(provider)).toBe('viewOnly'));
    write(provider, 'no');
    await until(async () => expect(await recordsOf()).toHaveLength(1));
    expect(server.received).toBe(0);
    expect(provider.canEdit).toBe(false);
  });

  test('a revoked right ends the connection and clears the device', async () => {
    const provider = open();
    await untilSaved(provider);
    write(provider, 'secret');
    await untilSaved(provider);
    server.cut(4403);
    expect(provider.getState().error).toBe('refused');
    await until(async () => expect(await recordsOf()).toEqual([]));
    expect(server.sockets.size).toBe(0);
  });

  test('an editor who became a viewer with unsent changes is told so', async () => {
    const provider = open();
    await untilSaved(provider);
    server.isReachable = false;
    server.cut();
    write(provider, 'late');
    server.role = 'viewer';
    server.isReachable = true;
    await until(() => expect(provider.getState().error).toBe('editsRefused'));
    expect(server.doc.getText('t').toString()).toBe('');
  });

  test('a newer schema opens for reading only', async () => {
    server.schema = 2;
    const provider = open();
    await until(() => expect(saved(provider)).toBe('viewOnly'));
    expect([provider.getState().error, provider.canEdit]).toEqual(['outdated', false]);
  });
});

describe('other tabs', () => {
  test('share changes while offline and agree on what is saved', async () => {
    const one = open();
    const two = open();
    await untilSaved(one);
    await untilSaved(two);
    server.isReachable = false;
    server.cut();
    write(one, 'across');
    await until(() => expect(text(two).toString()).toBe('across'));
    server.isReachable = true;
    await untilSaved(one);
    await untilSaved(two);
    expect(server.doc.getText('t').toString()).toBe('across');
  });
});
