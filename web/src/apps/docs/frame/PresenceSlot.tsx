/** Who else is here. */
export { PresenceBar as PresenceSlot } from '../presence/PresenceBar';
