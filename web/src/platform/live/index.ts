export { connectLive, listenLive, useLive, type LiveMessage } from './live';
