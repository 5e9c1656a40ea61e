/**
 * The line to the server's predictions: one websocket, opened by the first question, let go when
 * nobody asks for a while. Only the newest question has an answer; older ones are dropped, also
 * when their answer is already on its way. Where no websocket gets through, requests do the same.
 */
import { ProblemError, send } from '@/platform/api';
import type { Context, Suggestion } from './types';

export type Ask = (prefix: string, context: Context) => Promise<Suggestion[]>;

const IDLE_MS = 60_000;
const PATIENCE_MS = 4_000;
/** After so many lines in a row that never opened, requests take over. */
const MOST_FAILURES = 2;
const RETRY_MS = 15_000;
/** Switched off, or signed out: there will be no answers for now. */
const SILENT_MS = 60_000;
const FINAL = [4401, 4403, 4413];
const REFUSED = [401, 403, 409, 429];

interface Question {
  id: number;
  prefix: string;
  context: Context;
  answer: (found: Suggestion[]) => void;
}

export class SuggestionLine {
  private socket: WebSocket | null = null;
  private question: Question | null = null;
  private last = 0;
  private failures = 0;
  private silentUntil = 0;
  private sentContext = '';
  private idle: ReturnType<typeof setTimeout> | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  /** Resolves with nothing for a question that a newer one replaced, and where none can be had. */
  readonly ask: Ask = (prefix, context) => {
    this.cancel();
    if (Date.now() < this.silentUntil) return Promise.resolve([]);
    return new Promise((answer) => {
      this.last += 1;
      this.question = { id: this.last, prefix, context, answer };
      this.patience = setTimeout(() => this.cancel(), PATIENCE_MS);
      this.rest();
      if (this.failures >= MOST_FAILURES) void this.request(this.question);
      else this.write();
    });
  };

  /** The question asked last needs no answer any more. */
  cancel(): void {
    clearTimeout(this.patience);
    const { question } = this;
    this.question = null;
    question?.answer([]);
  }

  close(): void {
    clearTimeout(this.idle);
    this.cancel();
    this.leave();
  }

  private leave(): void {
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  private rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.leave(), IDLE_MS);
  }

  private answer(id: number, found: Suggestion[]): void {
    if (this.question?.id !== id) return;
    const { answer } = this.question;
    this.question = null;
    clearTimeout(this.patience);
    answer(found);
  }

  private write(): void {
    this.socket ??= this.open();
    if (this.socket.readyState !== WebSocket.OPEN || !this.question) return;
    const { id, prefix, context } = this.question;
    const written = JSON.stringify(context);
    const news = written === this.sentContext ? {} : { context };
    this.sentContext = written;
    this.socket.send(JSON.stringify({ id, prefix, ...news }));
  }

  private open(): WebSocket {
    const url = new URL('/compose', window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    this.sentContext = '';
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      this.failures = 0;
      if (this.socket === socket) this.write();
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      const { id, suggestions } = JSON.parse(text) as { id: number; suggestions: Suggestion[] };
      this.answer(id, suggestions);
    };
    socket.onclose = ({ code }) => this.lost(socket, code, wasOpen);
    return socket;
  }

  private lost(socket: WebSocket, code: number, wasOpen: boolean): void {
    if (this.socket !== socket) return;
    this.socket = null;
    if (FINAL.includes(code)) this.hush(SILENT_MS);
    else if (!wasOpen) this.failed();
    else this.cancel();
  }

  private hush(forMs: number): void {
    this.silentUntil = Date.now() + forMs;
    this.cancel();
  }

  private failed(): void {
    this.failures += 1;
    if (this.failures < MOST_FAILURES) return this.cancel();
    setTimeout(() => (this.failures = 0), RETRY_MS);
    if (this.question) void this.request(this.question);
  }

  private async request({ id, prefix, context }: Question): Promise<void> {
    try {
      const response = await send('/api/v1/compose/suggest', {
        method: 'POST',
        body: { prefix, context },
      });
      const { suggestions } = (await response.json()) as { suggestions: Suggestion[] };
      this.answer(id, suggestions);
    } catch (error) {
      const isRefused = error instanceof ProblemError && REFUSED.includes(error.status);
      this.hush(isRefused ? SILENT_MS : RETRY_MS);
    }
  }
}
