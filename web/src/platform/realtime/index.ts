/**
 * Documents written together. `useDocument` opens one; `sendUnsent` and `forgetDocuments` are for
 * the program's start and end and load nothing of the engine unless there is work.
 */
export { forgetDocuments, sendUnsent } from './unsent';
export { useDocument, type DocumentAccess, type OpenDocument } from './useDocument';
export type {
  DocumentError,
  DocumentProvider,
  DocumentState,
  OpenOptions,
  SavedState,
} from './provider';
export type { DocumentRole, Hello, ItemEvent } from './protocol';
