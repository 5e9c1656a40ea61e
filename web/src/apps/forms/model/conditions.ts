/**
 * Conditions as the small tree that the server compiles to CEL: groups of comparisons
 * (bureau/platform/conditions/tree.py). The editor always shows one group on top.
 */
import type { Block, Kind } from './blocks';

export type Value = string | number | boolean | string[];
export type Operator =
  | 'is'
  | 'is_not'
  | 'contains'
  | 'one_of'
  | 'answered'
  | 'not_answered'
  | 'gt'
  | 'lt'
  | 'gte'
  | 'lte'
  | 'before'
  | 'after';

export interface Leaf {
  field: string;
  op: Operator;
  value?: Value;
}
export interface All {
  all: Condition[];
}
export interface Any {
  any: Condition[];
}
export type Condition = Leaf | All | Any;
export type Joint = 'all' | 'any';

export interface Group {
  joint: Joint;
  parts: Condition[];
}

/** Something a condition may look at. */
export interface Field {
  path: string;
  label: string;
  kind: Kind;
  options: { value: string; label: string }[];
}

export const isLeaf = (tree: Condition): tree is Leaf => 'field' in tree;

export function groupOf(tree: Condition | undefined): Group {
  if (!tree) return { joint: 'all', parts: [] };
  if (isLeaf(tree)) return { joint: 'all', parts: [tree] };
  return 'all' in tree ? { joint: 'all', parts: tree.all } : { joint: 'any', parts: tree.any };
}

/** The tree of a group: nothing for none, the comparison itself for a single one. */
export function treeOf({ joint, parts }: Group): Condition | undefined {
  const [first] = parts;
  if (!first) return undefined;
  if (parts.length === 1 && joint === 'all') return first;
  return joint === 'all' ? { all: parts } : { any: parts };
}

const words: Operator[] = ['is', 'is_not', 'contains', 'answered', 'not_answered'];
const numbers: Operator[] = ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'answered', 'not_answered'];
const presence: Operator[] = ['answered', 'not_answered'];
const operators: Partial<Record<Kind, Operator[]>> = {
  choice: ['is', 'is_not', 'one_of', 'answered', 'not_answered'],
  choices: ['contains', 'answered', 'not_answered'],
  number: numbers,
  rating: numbers,
  scale: numbers,
  date: ['is', 'before', 'after', 'answered', 'not_answered'],
  consent: presence,
  file: presence,
};

export const operatorsOf = (kind: Kind): Operator[] => operators[kind] ?? words;
export const needsValue = (op: Operator): boolean => op !== 'answered' && op !== 'not_answered';

const isNumeric = (kind: Kind) => kind === 'number' || kind === 'rating' || kind === 'scale';

/** A value that fits, so that a row is never half a comparison. */
export function firstValue(field: Field, op: Operator): Value | undefined {
  if (!needsValue(op)) return undefined;
  if (isNumeric(field.kind)) return 1;
  if (field.kind === 'date') return new Date().toISOString().slice(0, 10);
  const first = field.options[0]?.value ?? '';
  return op === 'one_of' ? [first] : first;
}

function leaf(field: string, op: Operator, value: Value | undefined): Leaf {
  return value === undefined ? { field, op } : { field, op, value };
}

export function firstLeaf(field: Field): Leaf {
  const op = operatorsOf(field.kind)[0] ?? 'answered';
  return leaf(field.path, op, firstValue(field, op));
}

/** The comparison with another operator; the value is kept where it still fits. */
export function withOperator(row: Leaf, field: Field, op: Operator): Leaf {
  const fits = needsValue(op) && row.value !== undefined && (op === 'one_of') === isList(row.value);
  if (fits) return leaf(row.field, op, row.value);
  if (op === 'one_of' && typeof row.value === 'string') return leaf(row.field, op, [row.value]);
  if (isList(row.value) && needsValue(op)) return leaf(row.field, op, row.value[0] ?? '');
  return leaf(row.field, op, firstValue(field, op));
}

export const isList = (value: Value | undefined): value is string[] => Array.isArray(value);

/** What a condition at this place may look at: the questions above. */
export function fieldsBefore(blocks: readonly Block[], id: string): Field[] {
  const at = blocks.findIndex((it) => it.id === id);
  return fieldsOf(at < 0 ? blocks : blocks.slice(0, at));
}

export function fieldsOf(blocks: readonly Block[]): Field[] {
  return blocks.flatMap((block) =>
    block.key
      ? [
          {
            path: `answers.${block.key}`,
            label: block.label || block.key,
            kind: block.kind,
            options: optionsOf(block),
          },
        ]
      : [],
  );
}

function optionsOf(block: Block): Field['options'] {
  const options = (block.options ?? []).map((it) => ({ value: it.key, label: it.label || it.key }));
  const hasOther = block.other && !options.some((it) => it.value === 'other');
  return hasOther ? [...options, { value: 'other', label: '…' }] : options;
}

function mapLeaves(tree: Condition, change: (row: Leaf) => Leaf): Condition {
  if (isLeaf(tree)) return change(tree);
  if ('all' in tree) return { all: tree.all.map((it) => mapLeaves(it, change)) };
  return { any: tree.any.map((it) => mapLeaves(it, change)) };
}

export const renameField = (tree: Condition, from: string, to: string): Condition =>
  mapLeaves(tree, (row) => (row.field === from ? { ...row, field: to } : row));

export function renameValue(tree: Condition, field: string, from: string, to: string): Condition {
  const renamed = (value: Value | undefined): Value | undefined =>
    isList(value) ? value.map((it) => (it === from ? to : it)) : value === from ? to : value;
  return mapLeaves(tree, (row) =>
    row.field === field ? leaf(row.field, row.op, renamed(row.value)) : row,
  );
}

export function leavesOf(tree: Condition | undefined): Leaf[] {
  if (!tree) return [];
  return isLeaf(tree) ? [tree] : groupOf(tree).parts.flatMap(leavesOf);
}
