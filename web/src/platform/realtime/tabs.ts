/**
 * Tabs of one browser with the same document open tell each other changes and what the server
 * has made durable; so they agree while offline, and a tab can vouch for another's changes.
 */
export type TabMessage =
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'durable'; vector: Uint8Array }
  /** A tab came: send me what I lack. */
  | { kind: 'came'; vector: Uint8Array };

export class Tabs {
  private readonly channel: BroadcastChannel | null;

  constructor(key: string, onMessage: (message: TabMessage) => void) {
    this.channel =
      typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`bureau-rt:${key}`);
    if (this.channel)
      this.channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  close(): void {
    this.channel?.close();
  }
}
