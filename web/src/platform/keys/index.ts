export { caps, listenToKeys, useAllShortcuts, useShortcuts, type Shortcut } from './keys';
