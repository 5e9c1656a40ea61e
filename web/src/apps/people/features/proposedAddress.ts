/** The address a new person gets unless another one is written. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');

/** "Zoë", "O'Neil" → "zoe.oneil@domain". */
export function proposedAddress(given: string, family: string, domain: string): string {
  const local = [plain(given), plain(family)].filter(Boolean).join('.');
  return local && `${local}@${domain}`;
}
