export { connectLive, listenLive, openLive, useLive, type LiveMessage } from './live';
