import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answers } from './conditions';
import { holds } from './conditions';

interface Vectors {
  verdicts: { source: string; answers: Answers; holds: boolean }[];
}

const { verdicts } = JSON.parse(
  readFileSync('../bureau/platform/conditions/vectors.json', 'utf8'),
) as Vectors;

describe('conditions', () => {
  it.each(verdicts.map((it) => [it.source, JSON.stringify(it.answers), it.holds] as const))(
    '%s of %s is %s, as on the server',
    (source, answers, verdict) => {
      expect(holds(source, JSON.parse(answers) as Answers)).toBe(verdict);
    },
  );

  it('do not hold when they cannot be read', () => {
    expect(holds('answers.', {})).toBe(false);
  });
});
