/**
 * Errors of the API as one typed exception (RFC 9457 problem JSON). Everything that talks to the
 * server throws a ProblemError, so that a screen has one thing to show: what happened, what to do,
 * and a code to quote.
 */

export interface FieldProblem {
  field: string;
  message: string;
}

interface ProblemBody {
  type?: unknown;
  title?: unknown;
  detail?: unknown;
  code?: unknown;
  instance?: unknown;
  errors?: unknown;
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Short text a person can quote to their help desk. */
    readonly code: string,
    readonly errors: readonly FieldProblem[] = [],
    /** Further members of the problem, as sent. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
  }

  /** The first message about a field, or undefined. */
  messageFor(field: string): string | undefined {
    return this.errors.find((it) => it.field === field)?.message;
  }
}

/** The status of a failure that never reached the server. */
export const OFFLINE = 0;

export function offlineProblem(): ProblemError {
  return new ProblemError(OFFLINE, 'offline', '', 'NET');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .map((it) => ({ field: text(it.field) || text(it.param), message: text(it.message) }));
}

/** Read a failed response into a ProblemError, whatever its body is. */
export async function problemOf(response: Response): Promise<ProblemError> {
  let body: ProblemBody & Record<string, unknown> = {};
  try {
    const parsed: unknown = await response.clone().json();
    if (isRecord(parsed)) body = parsed;
  } catch {
    // Not JSON: a proxy's page, for example. The status still tells enough.
  }
  const request = response.headers.get('X-Request-Id') ?? text(body.instance);
  const code = [response.status, request.slice(-8)].filter(Boolean).join('-');
  return new ProblemError(
    response.status,
    text(body.title) || response.statusText,
    text(body.detail),
    code,
    fieldProblems(body.errors),
    body,
  );
}

export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const message = error instanceof Error ? error.message : '';
  return new ProblemError(-1, 'unexpected', message, 'APP');
}
