/**
 * Find and replace. Each paragraph is searched on its own and its hits are kept until it is edited
 * or the question changes, so a keystroke in a long document searches one paragraph.
 */
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

export interface Query {
  text: string;
  isCaseSensitive: boolean;
  isWholeWord: boolean;
  isRegex: boolean;
}

export interface Hit {
  from: number;
  to: number;
}

interface FindState {
  query: Query | null;
  hits: readonly Hit[];
  /** Which hit is the chosen one; -1 for none. */
  at: number;
  decorations: DecorationSet;
}

type Change = { query: Query | null; near: number } | { at: number };

export const findKey = new PluginKey<FindState>('find');

const nothing: FindState = { query: null, hits: [], at: -1, decorations: DecorationSet.empty };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const LETTER = '[\\p{L}\\p{N}_]';

/** The question as an expression; null when it asks nothing or makes no sense. */
export function expressionOf(query: Query): RegExp | null {
  if (query.text === '') return null;
  const source = query.isRegex ? query.text : escaped(query.text);
  const whole = query.isWholeWord ? `(?<!${LETTER})(?:${source})(?!${LETTER})` : source;
  try {
    return new RegExp(whole, query.isCaseSensitive ? 'gu' : 'giu');
  } catch {
    return null;
  }
}

/** A paragraph's text with one character for each place, so that offsets are positions. */
export function searchable(block: Node): string {
  let text = '';
  block.forEach((child) => {
    text += child.isText ? (child.text ?? '') : '\ufffc'.repeat(child.nodeSize);
  });
  return text;
}

function hitsIn(block: Node, expression: RegExp): Hit[] {
  const found: Hit[] = [];
  for (const match of searchable(block).matchAll(expression)) {
    if (match[0].length > 0) found.push({ from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** Finds again and again; what was found in a paragraph is kept while it is the same. */
export class Finder {
  private known = new WeakMap<Node, Hit[]>();

  constructor(private readonly expression: RegExp) {}

  in(doc: Node): Hit[] {
    const hits: Hit[] = [];
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      let inside = this.known.get(node);
      if (!inside) this.known.set(node, (inside = hitsIn(node, this.expression)));
      for (const { from, to } of inside) hits.push({ from: pos + 1 + from, to: pos + 1 + to });
      return false;
    });
    return hits;
  }
}

const HIT = { class: 'find-hit' };
const CHOSEN = { class: 'find-hit find-chosen' };

function decorate(doc: Node, hits: readonly Hit[], at: number): DecorationSet {
  const made = hits.map(({ from, to }, index) =>
    Decoration.inline(from, to, index === at ? CHOSEN : HIT),
  );
  return DecorationSet.create(doc, made);
}

const firstFrom = (hits: readonly Hit[], pos: number) => {
  const after = hits.findIndex((hit) => hit.from >= pos);
  return after >= 0 ? after : hits.length > 0 ? 0 : -1;
};

let finder: { query: Query; finder: Finder } | null = null;

function finderFor(query: Query): Finder | null {
  if (finder?.query === query) return finder.finder;
  const expression = expressionOf(query);
  if (!expression) return null;
  finder = { query, finder: new Finder(expression) };
  return finder.finder;
}

function found(before: FindState, query: Query | null, doc: Node, near: number): FindState {
  const hits = query ? (finderFor(query)?.in(doc) ?? []) : [];
  const at = firstFrom(hits, near);
  if (!query) return nothing;
  return { ...before, query, hits, at, decorations: decorate(doc, hits, at) };
}

/** Marks all hits; `findKey.getState(state)` says how many there are and which one is chosen. */
export const findPlugin = () =>
  new Plugin<FindState>({
    key: findKey,
    state: {
      init: () => nothing,
      apply(tr, before, _, state) {
        const change = tr.getMeta(findKey) as Change | undefined;
        if (change && 'query' in change) return found(before, change.query, state.doc, change.near);
        if (change) {
          const decorations = decorate(state.doc, before.hits, change.at);
          return { ...before, at: change.at, decorations };
        }
        if (!tr.docChanged || !before.query) return before;
        const near = before.hits[before.at]?.from ?? 0;
        return found(before, before.query, state.doc, tr.mapping.map(near, -1));
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.decorations },
  });

export const findState = (state: EditorState): FindState => findKey.getState(state) ?? nothing;

function reveal(view: EditorView): void {
  const { hits, at } = findState(view.state);
  const hit = hits[at];
  if (!hit) return;
  const { node } = view.domAtPos(hit.from);
  const element = node instanceof HTMLElement ? node : node.parentElement;
  element?.scrollIntoView({ block: 'center' });
}

export function ask(view: EditorView, query: Query | null): void {
  const near = findState(view.state).query
    ? (findState(view.state).hits[findState(view.state).at]?.from ?? 0)
    : view.state.selection.from;
  view.dispatch(view.state.tr.setMeta(findKey, { query, near } satisfies Change));
  reveal(view);
}

/** Choose the next hit, or the one before; goes round at the ends. */
export function step(view: EditorView, by: 1 | -1): void {
  const { hits, at } = findState(view.state);
  if (hits.length === 0) return;
  const next = (at + by + hits.length) % hits.length;
  view.dispatch(view.state.tr.setMeta(findKey, { at: next } satisfies Change));
  reveal(view);
}

/** What takes the place of a hit: "$1" and the like mean groups in a regular expression. */
function replacement(state: EditorState, hit: Hit, query: Query, text: string): string {
  const expression = query.isRegex ? expressionOf(query) : null;
  if (!expression) return text;
  const block = state.doc.resolve(hit.from).parent;
  const start = state.doc.resolve(hit.from).start();
  for (const match of searchable(block).matchAll(expression)) {
    if (match.index + start === hit.from) return filled(match, text);
  }
  return text;
}

const filled = (match: RegExpExecArray | RegExpMatchArray, text: string): string =>
  text.replace(/\$(\$|&|\d)/g, (_, sign: string) => {
    if (sign === '$') return '$';
    return (sign === '&' ? match[0] : match[Number(sign)]) ?? '';
  });

function replaceHits(view: EditorView, hits: readonly Hit[], text: string): void {
  const { state } = view;
  const { query } = findState(state);
  if (!query || hits.length === 0) return;
  const tr = state.tr;
  for (const hit of [...hits].reverse()) {
    const words = replacement(state, hit, query, text);
    const marks = state.doc.resolve(hit.from).marksAcross(state.doc.resolve(hit.to)) ?? [];
    if (words) tr.replaceWith(hit.from, hit.to, state.schema.text(words, marks));
    else tr.delete(hit.from, hit.to);
  }
  view.dispatch(tr);
}

/** Replace the chosen hit and go on to the next one. */
export function replaceOne(view: EditorView, text: string): void {
  const { hits, at } = findState(view.state);
  const hit = hits[at];
  if (!hit) return;
  const before = view.state.doc.content.size;
  replaceHits(view, [hit], text);
  const end = hit.to + view.state.doc.content.size - before;
  const next = firstFrom(findState(view.state).hits, end);
  view.dispatch(view.state.tr.setMeta(findKey, { at: next } satisfies Change));
  reveal(view);
}

export function replaceAll(view: EditorView, text: string): number {
  const { hits } = findState(view.state);
  replaceHits(view, hits, text);
  return hits.length;
}

/** The chosen hit becomes the selection, for when the search closes. */
export function selectChosen(view: EditorView): void {
  const { hits, at } = findState(view.state);
  const hit = hits[at];
  if (!hit) return;
  const selection = TextSelection.create(view.state.doc, hit.from, hit.to);
  view.dispatch(view.state.tr.setSelection(selection));
}
