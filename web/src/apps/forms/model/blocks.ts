/**
 * Blocks of a form as the builder edits them, and the edits. Every edit takes blocks and returns
 * new ones; what a block may say is judged by the server (bureau/forms/blocks.py).
 */
import { renameField, renameValue, type Condition } from './conditions';

export const kinds = [
  'short_text',
  'long_text',
  'choice',
  'choices',
  'number',
  'date',
  'email',
  'phone',
  'url',
  'rating',
  'scale',
  'file',
  'consent',
  'section',
  'statement',
] as const;
export type Kind = (typeof kinds)[number];

export interface Option {
  key: string;
  label: string;
  show_if?: Condition;
}

export interface Block {
  id: string;
  kind: Kind;
  key?: string;
  label: string;
  help?: string;
  required?: boolean;
  options?: Option[];
  other?: boolean;
  layout?: 'radio' | 'dropdown';
  min?: number | string;
  max?: number | string;
  low_label?: string;
  high_label?: string;
  accept?: string[];
  max_files?: number;
  show_if?: Condition;
}

export type BlockChange = { [Name in keyof Block]?: Block[Name] | undefined };

export const asks = (block: Block): boolean =>
  block.kind !== 'section' && block.kind !== 'statement';
export const hasOptions = (kind: Kind): boolean => kind === 'choice' || kind === 'choices';

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value;
}

/** The blocks of an answer of the server; what is none is left out. */
export const readBlocks = (raw: readonly unknown[]): Block[] => raw.filter(isBlock);

function randomName(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return prefix + [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}

/** A name for rules made of words: "Order number" → order_number. */
export function slugOf(words: string, longest = 32): string {
  return words
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, longest)
    .replace(/_+$/, '');
}

const reserved = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

/** A key that no other question has. */
export function freeKey(blocks: readonly Block[], wanted: string, except = ''): string {
  const taken = new Set(blocks.filter((it) => it.id !== except).map((it) => it.key));
  const stem = wanted && !reserved.has(wanted) ? wanted : 'question';
  if (stem !== 'question' && !taken.has(stem)) return stem;
  let number = stem === 'question' ? 1 : 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

const isGiven = (key: string | undefined): boolean => !key || /^question(_\d+)?$/.test(key);

export const newOption = (label: string): Option => ({ key: randomName('o_'), label });

const startOf: Partial<Record<Kind, Partial<Block>>> = {
  rating: { max: 5 },
  scale: { min: 1, max: 5 },
  file: { max_files: 1 },
};

/** A block of a kind, ready to be placed among the others. */
export function newBlock(blocks: readonly Block[], kind: Kind, firstOption: string): Block {
  const block: Block = { id: randomName('b_'), kind, label: '', ...startOf[kind] };
  if (asks(block)) block.key = freeKey(blocks, '');
  if (hasOptions(kind)) block.options = [newOption(firstOption)];
  return block;
}

/** The block as another kind: what both kinds know is kept. */
export function withKind(
  blocks: readonly Block[],
  block: Block,
  kind: Kind,
  firstOption: string,
): Block {
  const fresh = newBlock(blocks, kind, firstOption);
  const kept: Block = { ...fresh, id: block.id, label: block.label };
  if (block.help) kept.help = block.help;
  if (block.show_if) kept.show_if = block.show_if;
  if (asks(kept) && block.key) kept.key = block.key;
  if (asks(kept) && block.required) kept.required = true;
  if (hasOptions(kind) && block.options) kept.options = block.options;
  if (hasOptions(kind) && block.other) kept.other = true;
  return kept;
}

/** Without members that say nothing, as the server stores them. */
function tidy(block: Block): Block {
  return Object.fromEntries(
    Object.entries(block).filter(([, value]) => value !== undefined && value !== false),
  ) as unknown as Block;
}

export function changeBlock(blocks: readonly Block[], id: string, change: BlockChange): Block[] {
  return blocks.map((it) => (it.id === id ? tidy({ ...it, ...change } as Block) : it));
}

export function insertBlock(blocks: readonly Block[], block: Block, at: number): Block[] {
  return [...blocks.slice(0, at), block, ...blocks.slice(at)];
}

export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** A copy with its own id and key, right after the original. */
export function duplicateBlock(blocks: readonly Block[], id: string): [Block[], string] {
  const index = blocks.findIndex((it) => it.id === id);
  const block = blocks[index];
  if (!block) return [[...blocks], ''];
  const copy: Block = { ...block, id: randomName('b_') };
  if (block.key) copy.key = freeKey(blocks, block.key.replace(/_\d+$/, ''));
  return [insertBlock(blocks, copy, index + 1), copy.id];
}

/** Give a question another key; conditions that look at it follow. */
export function renameKey(blocks: readonly Block[], id: string, key: string): Block[] {
  const old = blocks.find((it) => it.id === id)?.key;
  if (!old || old === key) return [...blocks];
  const follow = (tree: Condition) => renameField(tree, `answers.${old}`, `answers.${key}`);
  return blocks.map((it) => withConditions(it.id === id ? { ...it, key } : it, follow));
}

/** After the label was first written: a key that says what the question is about. */
export function settleKey(blocks: readonly Block[], id: string): Block[] {
  const block = blocks.find((it) => it.id === id);
  const wanted = block ? slugOf(block.label) : '';
  if (!block || !asks(block) || !isGiven(block.key) || !wanted) return [...blocks];
  return renameKey(blocks, id, freeKey(blocks, wanted, id));
}

/** The same for an option: rules then read "battery", not a random name. */
export function settleOptionKey(blocks: readonly Block[], id: string, optionKey: string): Block[] {
  const block = blocks.find((it) => it.id === id);
  const option = block?.options?.find((it) => it.key === optionKey);
  const wanted = option ? slugOf(option.label) : '';
  const isTaken = block?.options?.some((it) => it.key === wanted) || wanted === 'other';
  if (!block || !option || !optionKey.startsWith('o_') || !wanted || isTaken) return [...blocks];
  const options = block.options?.map((it) => (it === option ? { ...it, key: wanted } : it));
  const follow = (tree: Condition) =>
    renameValue(tree, `answers.${block.key ?? ''}`, optionKey, wanted);
  return changeBlock(blocks, id, { options }).map((it) => withConditions(it, follow));
}

function withConditions(block: Block, change: (tree: Condition) => Condition): Block {
  const next = { ...block };
  if (block.show_if) next.show_if = change(block.show_if);
  if (block.options?.some((it) => it.show_if)) {
    next.options = block.options.map((it) =>
      it.show_if ? { ...it, show_if: change(it.show_if) } : it,
    );
  }
  return next;
}
