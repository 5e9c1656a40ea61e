/** The units as a tree, flattened in the order they are drawn. */
import type { Unit } from '../client/types';

export interface UnitLine {
  unit: Unit;
  depth: number;
  hasChildren: boolean;
  /** People in the unit and in all units below it. */
  total: number;
  /** "Operations / Quality". */
  path: string;
}

type Children = ReadonlyMap<string | null, readonly Unit[]>;

function childrenOf(units: readonly Unit[]): Children {
  const known = new Set(units.map((unit) => unit.id));
  const children = new Map<string | null, Unit[]>();
  for (const unit of units) {
    const parent = unit.parent_id && known.has(unit.parent_id) ? unit.parent_id : null;
    children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  return children;
}

function linesBelow(children: Children, parent: UnitLine | null): UnitLine[] {
  const units = children.get(parent?.unit.id ?? null) ?? [];
  return units.flatMap((unit) => {
    const line: UnitLine = {
      unit,
      depth: parent ? parent.depth + 1 : 0,
      hasChildren: (children.get(unit.id) ?? []).length > 0,
      total: unit.people_count ?? 0,
      path: parent ? `${parent.path} / ${unit.name}` : unit.name,
    };
    const below = linesBelow(children, line);
    line.total += below
      .filter((it) => it.depth === line.depth + 1)
      .reduce((sum, it) => sum + it.total, 0);
    return [line, ...below];
  });
}

/** Each unit, followed by those below it; siblings stay in the order given. */
export const unitLines = (units: readonly Unit[]): UnitLine[] =>
  linesBelow(childrenOf(units), null);

/** Leave out what lies below closed units. */
export function openLines(lines: readonly UnitLine[], closed: ReadonlySet<string>): UnitLine[] {
  let hiddenBelow = Infinity;
  return lines.filter((line) => {
    if (line.depth > hiddenBelow) return false;
    hiddenBelow = closed.has(line.unit.id) ? line.depth : Infinity;
    return true;
  });
}

/** The ids of a unit and all below it: where the unit itself cannot be moved. */
export function withBelow(lines: readonly UnitLine[], id: string): Set<string> {
  const at = lines.findIndex((line) => line.unit.id === id);
  const start = lines[at];
  if (!start) return new Set();
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.depth <= start.depth);
  const below = end < 0 ? rest : rest.slice(0, end);
  return new Set([id, ...below.map((line) => line.unit.id)]);
}
