/** Failures of single objects in a /set, as exceptions that a person can read. */
import { ProblemError } from '@/platform/api';
import type { SetError, SetResult } from '@/platform/jmap';

export function problemOfSet(error: SetError): ProblemError {
  const fields = (error.properties ?? []).map((field) => ({
    field,
    message: error.description ?? '',
  }));
  return new ProblemError(200, error.type, error.description ?? '', error.type, fields);
}

/** The answer of a /set in which everything worked; throws the first failure. */
export function checkSet<T>(result: SetResult<T>): SetResult<T> {
  const failures = [result.notCreated, result.notUpdated, result.notDestroyed];
  const first = failures.flatMap((it) => Object.values(it ?? {}))[0];
  if (first) throw problemOfSet(first);
  return result;
}
