export {
  forgetLearned,
  learnedQuery,
  organisationQuery,
  switchOrganisation,
  type Learned,
} from './learned';
export { SuggestionLine, type Ask } from './line';
export { suggestSubjects } from './subjects';
export type { Context, Suggestion } from './types';
