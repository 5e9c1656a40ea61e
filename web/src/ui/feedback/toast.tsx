/**
 * Short messages at the lower edge. An action that can be undone is done at once and offers
 * *Undo* for eight seconds.
 *
 *     toast.show(t('trashed'), { undo: () => restore(id) });
 *     toast.problem(error);
 */
import { useSyncExternalStore } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import classes from './toast.module.css';

interface Toast {
  id: number;
  message: string;
  tone: 'plain' | 'success' | 'danger';
  undo?: (() => unknown) | undefined;
  error?: unknown;
}

interface ToastOptions {
  tone?: Toast['tone'];
  undo?: () => unknown;
  /** How long it is shown; longer for what can be undone longer. */
  forMs?: number;
}

const SHOWN_MS = 8000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const watchers = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

function add(entry: Omit<Toast, 'id'>, forMs = SHOWN_MS): number {
  const id = ++lastId;
  publish([...toasts.slice(-2), { ...entry, id }]);
  window.setTimeout(() => toast.hide(id), forMs);
  return id;
}

export const toast = {
  show: (message: string, { tone = 'plain', undo, forMs }: ToastOptions = {}): number =>
    add({ message, tone, undo }, forMs),
  /** Say that an action failed, in the words of the server. */
  problem: (error: unknown): number => add({ message: '', tone: 'danger', error }),
  hide: (id: number): void => publish(toasts.filter((it) => it.id !== id)),
};

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

function useWords(entry: Toast): string {
  const { t } = useTranslation('ui');
  if (entry.error === undefined) return entry.message;
  const problem = asProblem(entry.error);
  if (problem.status === 0) return t('error.offline.body');
  const field = problem.errors[0]?.message;
  return field || problem.detail || problem.title || t('error.unexpected.body');
}

function ToastCard({ entry }: { entry: Toast }) {
  const { t } = useTranslation('ui');
  const words = useWords(entry);
  const undo = () => {
    entry.undo?.();
    toast.hide(entry.id);
  };
  return (
    <div className={classes.toast} data-tone={entry.tone}>
      {entry.tone === 'danger' && <IconAlertTriangle size={18} stroke={1.75} aria-hidden />}
      {entry.tone === 'success' && <IconCheck size={18} stroke={2} aria-hidden />}
      <span className={classes.words}>{words}</span>
      {entry.undo && (
        <Button variant="transparent" size="compact-sm" className={classes.undo} onClick={undo}>
          {t('undo')}
        </Button>
      )}
      <ActionIcon
        variant="transparent"
        className={classes.close}
        aria-label={t('close')}
        onClick={() => toast.hide(entry.id)}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}

/** Where toasts appear; composition renders it once. */
export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes.toaster} role="status" aria-live="polite">
      {shown.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}
