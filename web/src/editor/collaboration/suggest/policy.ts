/** How a change is to be taken: as a suggestion of somebody, or as it is. */
import type { Token } from './tokens';
import { tokenStamp, type Stamp } from './stamps';

export interface Policy {
  /** Who suggests; null edits for real. */
  author: string | null;
  newStamp: () => Stamp;
  /** Content was moved: what was deleted in it does not come along alive. */
  isMove: boolean;
}

/** The change can't be told as a suggestion: columns, merged cells, looks of tables. */
export class Unsuggestable extends Error {}

export type Fate = 'drop' | 'mark' | 'keep';

/**
 * What becomes of a token that the change removes. One's own insertion goes for real; so does a
 * paragraph, row or picture that anybody suggested, because it can't be both.
 */
export function fateOf(token: Token, { author }: Policy): Fate {
  if (author === null) return 'drop';
  const inserted = tokenStamp(token, 'insert');
  if (inserted && (token.kind !== 'text' || inserted.by === author)) return 'drop';
  return tokenStamp(token, 'delete') ? 'keep' : 'mark';
}

/** The author's own stamp on a token, so that neighbouring changes become one suggestion. */
export function ownStamp(token: Token | null | undefined, author: string | null): Stamp | null {
  if (!token || author === null) return null;
  const stamp = tokenStamp(token, 'insert') ?? tokenStamp(token, 'delete');
  return stamp?.by === author ? stamp : null;
}
