import type { components } from '@/platform/api';

export type Suggestion = components['schemas']['SuggestionOut'];

/** What is known of a draft besides the text before the caret. */
export type Context = Partial<components['schemas']['ContextIn']>;
