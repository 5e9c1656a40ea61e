/**
 * One websocket that comes back: exponential back-off with full jitter, at once when the network
 * or the tab returns, never after a refusal. A connection that went silent is given up.
 */
import { queryAwareness } from './protocol';

/** The server's reasons for closing; the last group is not worth another try. */
export const CLOSED = {
  signIn: 4401,
  refused: 4403,
  notFound: 4404,
  outdated: 4409,
  tooLarge: 4413,
  tooMany: 4429,
} as const;

const final: readonly number[] = [
  CLOSED.signIn,
  CLOSED.refused,
  CLOSED.notFound,
  CLOSED.outdated,
  CLOSED.tooLarge,
];

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 30_000;
const TOO_MANY_DELAY_MS = 10_000;
const SILENCE_MS = 25_000;
const PATIENCE_MS = 10_000;

export function retryDelay(failures: number, code: number, random = Math.random): number {
  const least = code === CLOSED.tooMany ? TOO_MANY_DELAY_MS : FIRST_DELAY_MS;
  return least + random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
}

interface Events {
  onOpen: () => void;
  onMessage: (bytes: Uint8Array) => void;
  /** `isFinal`: it does not try again by itself. */
  onClose: (code: number, isFinal: boolean) => void;
}

export class Connection {
  private socket: WebSocket | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private isWanted = false;

  constructor(
    private readonly address: () => string,
    private readonly events: Events,
  ) {}

  get isOpen(): boolean {
    return this.socket?.readyState === 1;
  }

  start(): void {
    if (this.isWanted) return;
    this.isWanted = true;
    window.addEventListener('online', this.wake);
    window.addEventListener('offline', this.drop);
    document.addEventListener('visibilitychange', this.wake);
    this.open();
  }

  stop(): void {
    this.isWanted = false;
    window.removeEventListener('online', this.wake);
    window.removeEventListener('offline', this.drop);
    document.removeEventListener('visibilitychange', this.wake);
    clearTimeout(this.retry);
    this.leave(1000);
  }

  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    this.socket?.send(bytes);
    return true;
  }

  /** Try now instead of when the delay is over. */
  readonly wake = (): void => {
    if (!this.isWanted || this.socket || document.visibilityState === 'hidden') return;
    this.failures = 0;
    this.open();
  };

  private readonly drop = (): void => {
    if (this.socket) this.lose(1006);
  };

  private open(): void {
    clearTimeout(this.retry);
    const socket = new WebSocket(this.address());
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.listenForSilence();
    socket.onopen = () => this.events.onOpen();
    socket.onmessage = (message: MessageEvent<unknown>) => {
      this.listenForSilence();
      this.failures = 0;
      if (message.data instanceof ArrayBuffer) this.events.onMessage(new Uint8Array(message.data));
    };
    socket.onclose = (event) => this.lose(event.code);
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.send(queryAwareness());
      this.silence = setTimeout(this.drop, PATIENCE_MS);
    }, SILENCE_MS);
  }

  private leave(code: number): void {
    clearTimeout(this.silence);
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code === 1000 ? 1000 : undefined);
  }

  private lose(code: number): void {
    const isFinal = final.includes(code);
    this.leave(code);
    if (isFinal) this.stop();
    else if (this.isWanted) this.comeBack(code);
    this.events.onClose(code, isFinal);
  }

  private comeBack(code: number): void {
    this.failures += 1;
    this.retry = setTimeout(
      () => {
        if (navigator.onLine) this.open();
      },
      retryDelay(this.failures, code),
    );
  }
}
