/** Where each list stood, so that one comes back to the same place. */

interface Memory {
  offset: number;
  cursor: string;
}

const memories = new Map<string, Memory>();

export function memoryOf(list: string): Memory {
  const known = memories.get(list) ?? { offset: 0, cursor: '' };
  memories.set(list, known);
  return known;
}
