/** What an upload shares with other requests: the CSRF token and problems read from plain text. */
import { ProblemError } from '../api/problem';

export { csrfToken } from '../api/request';

/** The problem of an answer that XMLHttpRequest read. */
export function problemOf(answer: { status: number; text: string }): ProblemError {
  try {
    const body = JSON.parse(answer.text) as { title?: string; detail?: string };
    return new ProblemError(
      answer.status,
      body.title ?? '',
      body.detail ?? '',
      String(answer.status),
    );
  } catch {
    return new ProblemError(answer.status, '', '', String(answer.status));
  }
}
