/** Writing together: binding to Yjs, colleagues' carets, undo, suggestions and comment marks. */
export { isFromYjs, syncStateOf } from './binding';
export { CommentMarks, draftOf, draftPlaces, type DraftRange } from './comments';
export { collaboration, type CollaborationOptions } from './extension';
export { colorOfUser, participantsOf, userOf, type Participant } from './presence';
export { anchorsOf, suggestionsOf, type Anchor, type Suggestion } from './suggest/scan';
export { settledDoc } from './suggest/resolve';
export { suggesting, type SuggestingOptions } from './suggest/extension';
export { undoManagerOf } from './undo';
