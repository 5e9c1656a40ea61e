/** Asks for an offer while somebody writes: soon after a key, once for each place, never late. */
import type { EditorView } from '@tiptap/pm/view';
import type { Suggestion } from '@/platform/compose';
import { inStyleOf, Reluctance } from './offer';
import { hasSignature, placeOf, type Place } from './place';
import { hide, offerOf, show } from './state';

export interface Asking {
  ask: (prefix: string, hasSignature: boolean) => Promise<Suggestion[]>;
  isOn: () => boolean;
  onShown?: (text: string) => void;
}

const SHORTEST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 150;
const SMOOTHING = 0.3;

export class Asker {
  readonly reluctance = new Reluctance();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** How long answers took lately: a slow line is asked less often. */
  private tookMs = 0;
  private leastSure = 1;

  constructor(
    private readonly view: EditorView,
    private readonly asking: Asking,
  ) {}

  /** The text or the caret changed: what was asked before is stale. */
  later(): void {
    this.forget();
    if (this.view.composing || !this.asking.isOn() || !this.view.hasFocus()) return;
    const wait = Math.min(Math.max(this.tookMs / 2, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
    this.timer = setTimeout(() => void this.now(), wait);
  }

  forget(): void {
    clearTimeout(this.timer);
    this.asked += 1;
  }

  private async now(): Promise<void> {
    const place = placeOf(this.view.state);
    if (!place || this.view.composing || offerOf(this.view.state)) return;
    this.reluctance.enter(place.paragraph);
    const turn = ++this.asked;
    const began = performance.now();
    const found = await this.asking.ask(place.prefix, hasSignature(this.view.state.doc));
    this.tookMs += SMOOTHING * (performance.now() - began - this.tookMs);
    if (turn === this.asked && !this.view.isDestroyed) this.offer(place, found);
  }

  private offer(place: Place, found: Suggestion[]): void {
    const [best] = found;
    if (!best || this.view.composing || !this.view.hasFocus()) return;
    this.leastSure = Math.min(this.leastSure, best.confidence);
    if (best.confidence < this.leastSure + this.reluctance.margin) return;
    const text = inStyleOf(best.text, place.prefix);
    this.view.dispatch(show(this.view.state.tr, { text, at: place.at }));
    this.asking.onShown?.(text);
  }

  dismiss(): boolean {
    if (!offerOf(this.view.state)) return false;
    this.forget();
    this.reluctance.outcome(false);
    this.view.dispatch(hide(this.view.state.tr));
    return true;
  }
}
