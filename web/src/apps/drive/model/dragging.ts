/** Dragging nodes inside the product: what is carried, and who takes it. */
const TYPE = 'application/x-bureau-nodes';

export function carry(transfer: DataTransfer, ids: readonly string[]): void {
  transfer.setData(TYPE, JSON.stringify(ids));
  transfer.effectAllowed = 'move';
}

export const carriesNodes = (transfer: DataTransfer): boolean => transfer.types.includes(TYPE);

export function carried(transfer: DataTransfer): string[] {
  const ids: unknown = JSON.parse(transfer.getData(TYPE) || '[]');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
