/** Runs one attempt at a time and keeps what went wrong, for the form to show. */
import { useState } from 'react';
import { asProblem, type ProblemError } from '@/platform/api';
import { isDismissed } from '../client/auth';

interface Attempt {
  isRunning: boolean;
  problem: ProblemError | null;
  run: (action: () => Promise<unknown>) => Promise<void>;
}

export function useAttempt(): Attempt {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  async function run(action: () => Promise<unknown>): Promise<void> {
    setRunning(true);
    setProblem(null);
    try {
      await action();
    } catch (error) {
      if (!isDismissed(error)) setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  }
  return { isRunning, problem, run };
}
