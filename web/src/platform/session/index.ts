export {
  currentMe,
  meQuery,
  refreshSession,
  useMaybeMe,
  useMe,
  type Me,
  type Role,
} from './session';
