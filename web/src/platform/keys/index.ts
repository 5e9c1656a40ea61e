export {
  caps,
  combination,
  listenToKeys,
  useAllShortcuts,
  useShortcuts,
  type Shortcut,
} from './keys';
