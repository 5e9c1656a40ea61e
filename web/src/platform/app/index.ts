export type { AppModule, Command, PageRoute } from './module';
export { Link, useBlocker, useGo, usePathname, usePathParam, useQueryParam } from './navigation';
