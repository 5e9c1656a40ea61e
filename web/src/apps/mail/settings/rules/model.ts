/** What a rule says, judged without the server. */
import {
  noCriteria,
  noDeeds,
  type Criteria,
  type Deeds,
  type Rule,
  type RuleFields,
} from '../client/rules';

/** Whether the criteria leave nothing out: such a rule would take all mail. */
export const meansAll = (criteria: Criteria): boolean =>
  Object.values(criteria).every((value) => !value || String(value).trim() === '');

export const doesNothing = ({ labels, ...deeds }: Deeds): boolean =>
  labels.length === 0 && Object.entries(deeds).every(([name, value]) => name === 'stop' || !value);

export const fieldsOf = ({ name, enabled, criteria, actions }: Rule): RuleFields => ({
  name,
  enabled,
  criteria: { ...noCriteria, ...criteria },
  actions: { ...noDeeds, ...actions },
});

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, one);
  return next;
}
