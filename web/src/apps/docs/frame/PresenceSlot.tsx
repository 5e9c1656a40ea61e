/** Who else is here. */
export function PresenceSlot() {
  return null;
}
