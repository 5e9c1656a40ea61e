export { api, call } from './client';
export { usePaged, type Page, type PagedList } from './paging';
export { asProblem, OFFLINE, ProblemError, type FieldProblem } from './problem';
export { queries, refresh } from './queries';
export { csrfToken, send, whenSignedOut, type SendOptions } from './request';
export type { components, paths } from './schema';
