/**
 * Conditions in CEL: the same verdict as the server's (bureau/platform/conditions, vectors.json).
 * The server decides in the end; here they only choose what to show.
 */
import { Environment } from '@marcbachmann/cel-js';

export type Answer = string | number | boolean | null | Answer[] | { [name: string]: Answer };
export type Answers = Record<string, Answer>;

type Evaluate = (variables: Record<string, unknown>) => unknown;

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
});
const compiled = new Map<string, Evaluate>();

/** Tells whether the condition is true of the answers; missing or unfit ones make it false. */
export function holds(source: string, answers: Answers): boolean {
  try {
    return evaluator(source)({ answers: typed(answers) }) === true;
  } catch {
    return false;
  }
}

function evaluator(source: string): Evaluate {
  const known = compiled.get(source);
  if (known) return known;
  const evaluate = environment.parse(source) as Evaluate;
  compiled.set(source, evaluate);
  return evaluate;
}

/** Whole numbers are CEL's int, as they are on the server; JavaScript knows only doubles. */
function typed(value: Answer): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(typed);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, typed(part)]));
  }
  return value;
}
