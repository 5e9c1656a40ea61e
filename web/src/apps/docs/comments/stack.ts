/** Cards beside the text: each at the height of its anchor, none over another. */
export interface Card {
  id: string;
  /** The height at which it wants to be. */
  top: number;
  height: number;
}

const GAP_PX = 8;

/** The top of each card. The active one gets its wish; the others make room. */
export function stack(cards: readonly Card[], active: string | null): Map<string, number> {
  const sorted = [...cards].sort((a, b) => a.top - b.top);
  const tops = sorted.map((it) => it.top);
  const chosen = sorted.findIndex((it) => it.id === active);
  let floor = -Infinity;
  sorted.forEach((card, index) => {
    if (index < chosen) return;
    tops[index] = Math.max(card.top, floor);
    floor = (tops[index] ?? 0) + card.height + GAP_PX;
  });
  let ceiling = chosen > 0 ? (tops[chosen] ?? 0) - GAP_PX : Infinity;
  for (let index = chosen - 1; index >= 0; index -= 1) {
    const card = sorted[index];
    if (!card) continue;
    tops[index] = Math.min(card.top, ceiling - card.height);
    ceiling = (tops[index] ?? 0) - GAP_PX;
  }
  return new Map(sorted.map((card, index) => [card.id, tops[index] ?? card.top]));
}
