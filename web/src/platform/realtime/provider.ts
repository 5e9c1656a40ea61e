/**
 * One open document: keeps a Y.Doc in step with the server, with this browser's other tabs and
 * with the offline store, and says honestly where the changes are. "Saved" means: the server
 * said that every change of ours is durable.
 */
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { CLOSED, Connection } from './connection';
import { Keeper } from './keeper';
import { forget, restore, storeKey } from './offlineStore';
import * as protocol from './protocol';
import type { DocumentRole, Frame, Hello, ItemEvent } from './protocol';
import { Tabs, type TabMessage } from './tabs';
import { covers, decodeVector, encodeVector, raise, raiseByUpdate, vectorOf } from './vectors';
import type { Vector } from './vectors';

export type SavedState =
  | 'loading'
  | 'saved'
  | 'saving'
  /** Not connected; changes are kept on this device. */
  | 'offline'
  /** Not connected, and this browser keeps nothing. */
  | 'unkept'
  | 'viewOnly';

export type DocumentError =
  | 'signedOut'
  | 'refused'
  | 'notFound'
  /** The document needs a newer program: reload. */
  | 'outdated'
  | 'tooLarge'
  /** The right to edit ended before the last changes were sent. */
  | 'editsRefused';

export interface DocumentState {
  saved: SavedState;
  role: DocumentRole | null;
  hello: Hello | null;
  error: DocumentError | null;
  /** Whether there is content to show: from this device or from the server. */
  isReady: boolean;
  isConnected: boolean;
}

export interface OpenOptions {
  item: string;
  /** Who opens it: decides whose offline store is used. */
  person: { id: string; name: string } | null;
  schema: number;
  link?: string | null;
  guest?: string | null;
  /** Nobody looks at it: a newer schema can't be misunderstood, and nobody is told of us. */
  isUnseen?: boolean;
}

const AWARENESS_MS = 40;
const STUCK_MS = 6000;
const FROM_STORE = Symbol('offline store');
const FROM_TAB = Symbol('another tab');

const errors: Record<number, DocumentError> = {
  [CLOSED.signIn]: 'signedOut',
  [CLOSED.refused]: 'refused',
  [CLOSED.notFound]: 'notFound',
  [CLOSED.outdated]: 'outdated',
  [CLOSED.tooLarge]: 'tooLarge',
};

function addressOf({ item, schema, link, guest }: OpenOptions): string {
  const url = new URL(`/rt/${item}`, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.search = new URLSearchParams({
    bureau: '1',
    schema: String(schema),
    ...(link ? { link } : {}),
    ...(guest ? { guest } : {}),
  }).toString();
  return url.href;
}

export class DocumentProvider {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  private readonly key: string;
  private readonly owner: string;
  private readonly connection: Connection;
  private readonly tabs: Tabs;
  private readonly keeper: Keeper;
  private readonly listeners = new Set<() => void>();
  private readonly eventListeners = new Set<(event: ItemEvent) => void>();
  private state: DocumentState = {
    saved: 'loading',
    role: null,
    hello: null,
    error: null,
    isReady: false,
    isConnected: false,
  };
  /** What the server has made durable, of all clients. */
  private readonly durable: Vector = new Map();
  /** Changes that were not sent on this connection. */
  private hasUnsent = false;
  private sentFrames = 0;
  private storedFrames = 0;
  private serverVector: Uint8Array | null = null;
  private isSynced = false;
  private isKept = true;
  private stuck: ReturnType<typeof setTimeout> | undefined;
  private awarenessTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OpenOptions) {
    this.owner = options.person?.id ?? `link:${options.link ?? ''}`;
    this.key = storeKey(this.owner, options.item);
    this.tabs = new Tabs(this.key, (message) => this.hearTab(message));
    this.keeper = new Keeper(
      () => this.record(),
      () => ({ durable: this.durable, isDirty: !this.isAllDurable() }),
      () => this.cannotKeep(),
    );
    this.connection = new Connection(() => addressOf(this.options), {
      onOpen: () => this.greet(),
      onMessage: (bytes) => this.receive(protocol.readFrame(bytes)),
      onClose: (code, isFinal) => this.closed(code, isFinal),
    });
    this.doc.on('update', this.onUpdate);
    this.awareness.on('update', this.onAwareness);
    this.introduce();
    void this.open();
  }

  readonly getState = (): DocumentState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Hear what the item's app announces, such as changed comment threads. */
  onEvent(listener: (event: ItemEvent) => void): () => void {
    this.eventListeners.add(listener);
    return () => void this.eventListeners.delete(listener);
  }

  get canEdit(): boolean {
    const { role, error } = this.state;
    return role === 'editor' && error === null;
  }

  /** Whether nothing is left to send or to be confirmed. */
  isAllDurable(): boolean {
    const isConfirmed = !this.hasUnsent && this.storedFrames >= this.sentFrames;
    return isConfirmed && covers(this.durable, vectorOf(this.doc));
  }

  /** Drop what this browser keeps of the document. */
  async discard(): Promise<void> {
    await this.keeper.close({ isForgotten: true });
    await forget(this.key).catch(() => undefined);
  }

  async destroy(): Promise<void> {
    clearTimeout(this.stuck);
    clearTimeout(this.awarenessTimer);
    removeAwarenessStates(this.awareness, [this.doc.clientID], 'gone');
    this.sendAwareness();
    this.connection.stop();
    this.tabs.close();
    this.doc.off('update', this.onUpdate);
    const isGuest = this.options.person === null;
    // A guest's device may be anybody's: nothing stays there that the server has.
    if (isGuest && this.isAllDurable()) await this.discard();
    else await this.keeper.close();
    this.awareness.destroy();
    this.doc.destroy();
  }

  private async open(): Promise<void> {
    const stored = await restore(this.key).catch(() => {
      this.isKept = false;
      return null;
    });
    if (stored) {
      this.doc.transact(() => {
        for (const update of stored.updates) Y.applyUpdate(this.doc, update, FROM_STORE);
      }, FROM_STORE);
      this.keeper.isContinued = true;
      raise(this.durable, stored.durable);
      this.hasUnsent = stored.isDirty;
      this.change({ role: stored.role, isReady: true });
    }
    this.tabs.tell({ kind: 'came', vector: Y.encodeStateVector(this.doc) });
    this.connection.start();
    this.settle();
  }

  /** The server checks who says so. */
  private introduce(): void {
    const { person, guest, isUnseen } = this.options;
    const user = person ?? (guest ? { id: `guest:${guest}`, name: guest } : null);
    if (isUnseen) this.awareness.setLocalState(null);
    else if (user) this.awareness.setLocalStateField('user', user);
  }

  private record() {
    const { item, link = null, guest = null, schema } = this.options;
    const role = this.state.role ?? 'viewer';
    return { key: this.key, item, owner: this.owner, link, guest, role, schema };
  }

  private cannotKeep(): void {
    this.isKept = false;
    this.settle();
  }

  // ---- changes of the document

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_STORE || origin === FROM_TAB) return this.settle();
    if (origin === this) {
      this.keeper.addOthers(update);
      return this.settle();
    }
    // Without the right to edit, only the binding's own repairs get here: they stay in this tab.
    if (!this.canEdit) return;
    this.hasUnsent = !this.sendUpdate(protocol.updateFrame(update)) || this.hasUnsent;
    this.tabs.tell({ kind: 'update', update });
    this.settle();
    this.keeper.addOwn(update);
  };

  private sendUpdate(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.isSynced || !this.connection.send(bytes)) return false;
    this.sentFrames += 1;
    this.watch();
    return true;
  }

  /** Send again what is not confirmed after a while, in case the server lost it. */
  private watch(): void {
    clearTimeout(this.stuck);
    this.stuck = setTimeout(() => {
      if (this.canEdit && !this.isAllDurable()) this.sendMissing(encodeVector(this.durable));
    }, STUCK_MS);
  }

  private sendMissing(since: Uint8Array): void {
    const isSent = this.sendUpdate(protocol.step2(Y.encodeStateAsUpdate(this.doc, since)));
    if (isSent) this.hasUnsent = false;
  }

  // ---- the server

  private greet(): void {
    this.sentFrames = 0;
    this.storedFrames = 0;
    this.serverVector = null;
    this.isSynced = false;
    this.connection.send(protocol.step1(Y.encodeStateVector(this.doc)));
    this.change({ isConnected: true });
    this.sendAwareness();
  }

  private receive(frame: Frame): void {
    if (frame.kind === 'hello' || frame.kind === 'role') this.takeRole(frame.hello);
    else if (frame.kind === 'step1') this.takeVector(frame.vector);
    else if (frame.kind === 'step2') this.takeState(frame.update);
    else if (frame.kind === 'update') this.takeUpdate(frame.update);
    else if (frame.kind === 'stored') this.takeStored(frame.vector, frame.frames);
    else if (frame.kind === 'awareness') applyAwarenessUpdate(this.awareness, frame.update, this);
    else if (frame.kind === 'queryAwareness') this.sendAwareness();
    else if (frame.kind === 'event') this.eventListeners.forEach((hear) => hear(frame.event));
  }

  private takeRole(hello: Hello): void {
    const isOutdated = hello.schema > this.options.schema && !this.options.isUnseen;
    const isOwnLeft = this.hasUnsent || this.sentFrames > this.storedFrames;
    const isRefused = hello.role !== 'editor' && isOwnLeft;
    const error = isOutdated ? 'outdated' : isRefused ? 'editsRefused' : null;
    this.change({ hello, role: hello.role, error });
    if (this.isSynced) this.catchUp();
    this.keeper.mark();
    this.settle();
  }

  private takeVector(vector: Uint8Array): void {
    this.serverVector = vector;
    raise(this.durable, decodeVector(vector));
    if (this.isSynced) this.catchUp();
  }

  private takeState(update: Uint8Array): void {
    this.takeUpdate(update);
    this.isSynced = true;
    const isSame = Y.equalDeleteSets(
      Y.createDeleteSetFromStructStore(this.doc.store),
      Y.decodeUpdate(update).ds,
    );
    if (isSame && covers(this.durable, vectorOf(this.doc))) this.hasUnsent = false;
    this.change({ isReady: true });
    if (this.serverVector) this.catchUp();
    this.settle();
  }

  /** Both sides know what the other has: send what the server lacks. */
  private catchUp(): void {
    const isLacking = this.hasUnsent || !covers(this.durable, vectorOf(this.doc));
    if (isLacking && this.canEdit && this.serverVector) this.sendMissing(this.serverVector);
    this.settle();
  }

  private takeUpdate(update: Uint8Array): void {
    raiseByUpdate(this.durable, update);
    Y.applyUpdate(this.doc, update, this);
  }

  private takeStored(bytes: Uint8Array, frames: number | null): void {
    raise(this.durable, decodeVector(bytes));
    const isCovered = covers(this.durable, vectorOf(this.doc));
    this.storedFrames = frames ?? (isCovered ? this.sentFrames : this.storedFrames);
    this.tabs.tell({ kind: 'durable', vector: encodeVector(this.durable) });
    this.settle();
    this.keeper.mark();
  }

  private closed(code: number, isFinal: boolean): void {
    if (this.storedFrames < this.sentFrames) this.hasUnsent = true;
    this.sentFrames = this.storedFrames = 0;
    this.isSynced = false;
    const others = [...this.awareness.getStates().keys()].filter((it) => it !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.change({ isConnected: false, ...(isFinal ? { error: errors[code] ?? null } : {}) });
    if (code === CLOSED.refused || code === CLOSED.notFound) void this.discard();
    this.settle();
  }

  // ---- presence

  private readonly onAwareness = (
    { added, updated }: { added: number[]; updated: number[] },
    origin: unknown,
  ): void => {
    if (origin === this || ![...added, ...updated].includes(this.doc.clientID)) return;
    this.awarenessTimer ??= setTimeout(() => this.sendAwareness(), AWARENESS_MS);
  };

  private sendAwareness(): void {
    clearTimeout(this.awarenessTimer);
    this.awarenessTimer = undefined;
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
    this.connection.send(protocol.awarenessFrame(update));
  }

  // ---- other tabs

  private hearTab(message: TabMessage): void {
    if (message.kind === 'update') Y.applyUpdate(this.doc, message.update, FROM_TAB);
    if (message.kind === 'durable') raise(this.durable, decodeVector(message.vector));
    if (message.kind === 'came') {
      const update = Y.encodeStateAsUpdate(this.doc, message.vector);
      if (this.state.isReady) this.tabs.tell({ kind: 'update', update });
    }
    // A tab that is gone can't send its changes any more; this one does after a while.
    if (this.canEdit && this.isSynced && message.kind === 'update') this.watch();
    this.settle();
  }

  // ---- what others see of it

  private settle(): void {
    this.change({ saved: this.savedState() });
  }

  private savedState(): SavedState {
    const { isReady, isConnected, role } = this.state;
    if (!isReady) return 'loading';
    if (role !== null && !this.canEdit) return 'viewOnly';
    if (!isConnected) return this.isKept ? 'offline' : 'unkept';
    return this.isAllDurable() ? 'saved' : 'saving';
  }

  private change(part: Partial<DocumentState>): void {
    const isNew = Object.entries(part).some(
      ([name, value]) => this.state[name as keyof DocumentState] !== value,
    );
    if (!isNew) return;
    this.state = { ...this.state, ...part };
    this.listeners.forEach((listener) => listener());
  }
}
