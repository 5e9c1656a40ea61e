/**
 * Changes on their way to the server. Whatever is read meanwhile is shown with them applied, so
 * that a message that was moved does not come back for a moment.
 */
import type { Targets } from '../model/changes';

interface Pending {
  accountId: string;
  targets: Targets;
}

const pending = new Set<Pending>();
const epochs = new Map<string, number>();

export function pendingTargets(accountId: string): Targets {
  const own = [...pending].filter((it) => it.accountId === accountId);
  return new Map(own.flatMap((it) => [...it.targets]));
}

/** Raised when a change begins and ends: what was asked for in one epoch is late in the next. */
export const epochOf = (accountId: string): number => epochs.get(accountId) ?? 0;

const turn = (accountId: string) => epochs.set(accountId, epochOf(accountId) + 1);

/** Hold the targets until the returned function is called. */
export function holdTargets(accountId: string, targets: Targets): () => void {
  const entry = { accountId, targets };
  pending.add(entry);
  turn(accountId);
  return () => {
    pending.delete(entry);
    turn(accountId);
  };
}
