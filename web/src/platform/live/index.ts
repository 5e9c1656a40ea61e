export { connectLive, useLive, type LiveMessage } from './live';
