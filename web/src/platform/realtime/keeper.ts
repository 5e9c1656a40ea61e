/**
 * Writes a document's changes to the offline store: own ones at once, others' gathered for a
 * second, one transaction at a time. A store that refuses (full, private window) is said, once.
 */
import * as Y from 'yjs';
import { keep, type Kept } from './offlineStore';
import type { Vector } from './vectors';

const GATHER_MS = 1000;

export class Keeper {
  private pending: Uint8Array[] = [];
  private isMarked = false;
  private isClosed = false;
  /** Whether the store has a record that the changes continue. */
  isContinued = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly record: () => Kept['record'],
    private readonly standing: () => { durable: Vector; isDirty: boolean },
    private readonly onFailure: () => void,
  ) {
    window.addEventListener('pagehide', this.flush);
  }

  addOwn(update: Uint8Array): void {
    this.pending.push(update);
    this.later(0);
  }

  addOthers(update: Uint8Array): void {
    this.pending.push(update);
    this.later(GATHER_MS);
  }

  /** What is durable has changed. */
  mark(): void {
    this.isMarked = true;
    this.later(GATHER_MS);
  }

  /** Stop writing; resolves when nothing is under way any more. */
  async close({ isForgotten = false } = {}): Promise<void> {
    window.removeEventListener('pagehide', this.flush);
    if (!isForgotten) this.flush();
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.writing;
  }

  readonly flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.isClosed || (this.pending.length === 0 && !this.isMarked)) return;
    const updates = this.pending.length > 1 ? [Y.mergeUpdates(this.pending)] : this.pending;
    const { isContinued } = this;
    const kept: Kept = { record: this.record(), updates, isContinued, ...this.standing() };
    this.pending = [];
    this.isContinued = true;
    this.isMarked = false;
    this.writing = this.writing.then(() => keep(kept)).catch(() => this.onFailure());
  };

  private later(delay: number): void {
    if (this.isClosed || (this.timer !== undefined && delay > 0)) return;
    clearTimeout(this.timer);
    if (delay === 0) this.flush();
    else this.timer = setTimeout(this.flush, delay);
  }
}
