/** Writing together: binding to Yjs, colleagues' carets, undo, suggestions and comment marks. */
export { isFromYjs, syncStateOf } from './binding';
export { collaboration, type CollaborationOptions } from './extension';
export { colorOfUser, participantsOf, type Participant } from './presence';
export { undoManagerOf } from './undo';
