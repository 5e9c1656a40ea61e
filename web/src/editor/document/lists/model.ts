/** What a list paragraph shows: bullets and number formats of each level. */
import type { ListKind } from '../schema/attributes';

export const MAX_LEVEL = 8;
/** Points that a level moves its text in. */
export const LEVEL_INDENT = 36;

export const BULLETS = ['●', '○', '■'] as const;
export const FORMATS = ['decimal', 'lower-alpha', 'lower-roman'] as const;

export type NumberFormat =
  'decimal' | 'lower-alpha' | 'upper-alpha' | 'lower-roman' | 'upper-roman';

function cycled<T>(values: readonly [T, ...T[]], level: number): T {
  return values[level % values.length] ?? values[0];
}

export const bulletOf = (level: number, marker: string | null): string =>
  marker ?? cycled(BULLETS, level);

export const formatOf = (level: number, marker: string | null): string =>
  marker ?? cycled(FORMATS, level);

/** 1 → a, 26 → z, 27 → aa: as Word and Google Docs count, letters are repeated. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  return letter.repeat(Math.floor((number - 1) / 26) + 1);
}

const ROMAN: readonly [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let rest = number;
  let written = '';
  for (const [value, numeral] of ROMAN) {
    while (rest >= value) {
      written += numeral;
      rest -= value;
    }
  }
  return written;
}

const isWritable = (number: number, most: number) => number > 0 && number <= most;

/** A number as its format writes it; what a format cannot write stays decimal. */
export function numeral(number: number, format: string): string {
  if (format.endsWith('alpha') && isWritable(number, 780)) {
    return format.startsWith('upper') ? letters(number).toUpperCase() : letters(number);
  }
  if (format.endsWith('roman') && isWritable(number, 3999)) {
    return format.startsWith('upper') ? roman(number).toUpperCase() : roman(number);
  }
  return String(number);
}

/** What stands before the text of a list paragraph; a checkbox is drawn instead. */
export function labelOf(
  kind: ListKind,
  level: number,
  marker: string | null,
  number: number,
): string {
  if (kind === 'bullet') return bulletOf(level, marker);
  return kind === 'ordered' ? `${numeral(number, formatOf(level, marker))}.` : '';
}

/** A new list's id: short, and unlikely to meet another of the same document. */
export const newListId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 10);
