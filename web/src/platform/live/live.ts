/**
 * Live changes: one event stream per tab (GET /api/v1/live). A message says that something
 * changed, never how, so a lost one costs a refetch: whenever the stream opens, what was read before
 * is refreshed, for nothing told of changes since.
 */
import { useEffect, useRef } from 'react';
import { refresh } from '../api';

export interface LiveMessage {
  topic: string;
  [member: string]: unknown;
}

type Listener = (message: LiveMessage) => void;

const listeners = new Map<string, Set<Listener>>();
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

let source: EventSource | null = null;
let failures = 0;
let timer: number | undefined;

/** Full jitter: thousands of tabs must not come back in the same instant. */
export function reconnectDelay(failed: number, random: () => number = Math.random): number {
  return FIRST_DELAY_MS + random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failed);
}

function dispatch(message: LiveMessage): void {
  refresh({ queryKey: [message.topic] });
  for (const listener of listeners.get(message.topic) ?? []) listener(message);
}

function isLiveMessage(value: unknown): value is LiveMessage {
  return typeof value === 'object' && value !== null && 'topic' in value;
}

function receive(event: MessageEvent<string>): void {
  const message: unknown = JSON.parse(event.data);
  if (isLiveMessage(message)) dispatch(message);
}

function open(): void {
  source = new EventSource('/api/v1/live', { withCredentials: true });
  source.onmessage = receive;
  source.onopen = () => {
    failures = 0;
    refresh();
  };
  source.onerror = () => {
    source?.close();
    failures += 1;
    timer = window.setTimeout(open, reconnectDelay(failures));
  };
}

/** Open the stream ahead of the page that `connectLive` keeps it for, so that reading follows it. */
export function openLive(): void {
  if (!source) open();
}

/** Connect this tab; returns the way to disconnect it. */
export function connectLive(): () => void {
  openLive();
  return () => {
    window.clearTimeout(timer);
    source?.close();
    source = null;
    failures = 0;
  };
}

/** Hear messages of a topic until the returned function is called; for what is no component. */
export function listenLive(topic: string, listener: Listener): () => void {
  const set = listeners.get(topic) ?? new Set<Listener>();
  listeners.set(topic, set.add(listener));
  return () => void set.delete(listener);
}

/**
 * Hear messages of a topic. Queries whose key starts with the topic are refreshed already; use
 * this only for more than that.
 */
export function useLive(topic: string, listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const stop = listenLive(topic, (message) => latest.current(message));
    return stop;
  }, [topic]);
}
