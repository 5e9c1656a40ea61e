/** The grey text in a real editor: what every key makes of it, undo, and what is never asked. */
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Suggestion } from '@/platform/compose';
import { SuggestExtension } from '.';
import { afterTyping, firstWord, inStyleOf, Reluctance } from './offer';
import { placeOf } from './place';
import { offerOf } from './state';

describe('an offer', () => {
  const offer = { text: ' forward to it', at: 7 };

  it('is kept by typing the same letters', () => {
    expect(afterTyping(offer, ' fo')).toEqual({ text: 'rward to it', at: 10 });
  });

  it.each(['x', ' F', ' forward to it!'])('ends with anything else: %s', (typed) => {
    expect(afterTyping(offer, typed)).toBeNull();
  });

  it('ends when all of it was typed', () => {
    expect(afterTyping(offer, offer.text)).toBeNull();
  });

  it('takes either apostrophe for the other', () => {
    expect(afterTyping({ text: "don't go", at: 1 }, 'don’')).toEqual({ text: 't go', at: 5 });
  });

  it('gives its words one by one', () => {
    expect(firstWord(offer)).toBe(' forward');
    expect(firstWord({ text: 'ard to', at: 1 })).toBe('ard');
  });

  it('has the apostrophes of the writer', () => {
    expect(inStyleOf("n't know", 'I don’t')).toBe('n’t know');
    expect(inStyleOf("n't know", "I don't")).toBe("n't know");
  });
});

it('three ignored offers in a paragraph make the next one rarer', () => {
  const reluctance = new Reluctance();
  reluctance.enter(0);
  for (let times = 0; times < 3; times++) reluctance.outcome(false);
  expect(reluctance.margin).toBeGreaterThan(0);
  reluctance.enter(40);
  expect(reluctance.margin).toBe(0);
});

describe('in the editor', () => {
  let editor: Editor;
  let answers: Record<string, string>;
  const asked: string[] = [];
  let isOn: boolean;
  let late: Promise<Suggestion[]> | null;

  const ask = (prefix: string): Promise<Suggestion[]> => {
    asked.push(prefix);
    if (late) return late;
    const text = answers[prefix];
    return Promise.resolve(text ? [{ text, confidence: 0.9 }] : []);
  };

  function open(content: string): void {
    const element = document.createElement('div');
    document.body.append(element);
    editor = new Editor({
      element,
      extensions: [
        StarterKit,
        SuggestExtension.configure({ ask, isOn: () => isOn, hint: 'Press Tab' }),
      ],
      content,
    });
    vi.spyOn(editor.view, 'hasFocus').mockReturnValue(true);
    editor.commands.setTextSelection(editor.state.doc.content.size - 1);
  }

  function type(text: string): void {
    for (const letter of text) editor.view.dispatch(editor.state.tr.insertText(letter));
  }

  const pause = () => vi.advanceTimersByTimeAsync(400);
  const grey = () => editor.view.dom.querySelector('[data-suggestion]')?.textContent ?? null;

  function press(key: string, more: KeyboardEventInit = {}): boolean {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...more });
    return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) ?? false;
  }

  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    isOn = true;
    late = null;
    answers = { 'I look f': 'orward to it' };
  });

  afterEach(() => {
    editor.destroy();
    vi.useRealTimers();
  });

  async function offered(): Promise<void> {
    open('<p>I look</p>');
    type(' f');
    await pause();
    expect(grey()).toBe('orward to it');
  }

  it('shows grey text after a pause, which is not in the document', async () => {
    await offered();
    expect(editor.getText()).toBe('I look f');
    expect(editor.getHTML()).not.toContain('orward');
  });

  it.each(['Tab', 'ArrowRight'])('%s accepts all of it', async (key) => {
    await offered();
    expect(press(key)).toBe(true);
    expect(editor.getText()).toBe('I look forward to it');
    expect(editor.state.selection.from).toBe(editor.state.doc.content.size - 1);
    expect(grey()).toBeNull();
  });

  it('Ctrl or Alt with → accepts word by word', async () => {
    await offered();
    press('ArrowRight', { ctrlKey: true });
    expect(editor.getText()).toBe('I look forward');
    expect(grey()).toBe(' to it');
    press('ArrowRight', { altKey: true });
    expect(editor.getText()).toBe('I look forward to');
    expect(grey()).toBe(' it');
  });

  it('one undo takes an accepted offer back, and nothing else', async () => {
    await offered();
    press('Tab');
    type('!');
    editor.commands.undo();
    expect(editor.getText()).toBe('I look forward to it');
    editor.commands.undo();
    expect(editor.getText()).toBe('I look f');
  });

  it('Escape puts it away and changes nothing', async () => {
    await offered();
    expect(press('Escape')).toBe(true);
    expect(grey()).toBeNull();
    expect(editor.getText()).toBe('I look f');
    await pause();
    expect(grey()).toBeNull();
  });

  it('stays without a new question while the same letters are typed', async () => {
    await offered();
    const before = asked.length;
    type('or');
    expect(grey()).toBe('ward to it');
    await pause();
    expect(asked.length).toBe(before);
  });

  it('goes with any other letter', async () => {
    await offered();
    type('x');
    expect(grey()).toBeNull();
  });

  it('goes when the caret moves away', async () => {
    await offered();
    editor.commands.setTextSelection(2);
    expect(grey()).toBeNull();
  });

  it('keys belong to the editor again when nothing is offered', () => {
    open('<p>I look</p>');
    expect(offerOf(editor.state)).toBeNull();
    expect(press('ArrowRight')).toBe(false);
    expect(press('Escape')).toBe(false);
  });

  it('an answer that comes after the next key is dropped', async () => {
    open('<p>I look</p>');
    let answer: (found: Suggestion[]) => void = () => undefined;
    const slow = new Promise<Suggestion[]>((resolve) => (answer = resolve));
    late = slow;
    type(' f');
    await pause();
    type('x');
    answer([{ text: 'orward', confidence: 0.9 }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(grey()).toBeNull();
  });

  it('asks nothing when it is off', async () => {
    isOn = false;
    open('<p>I look</p>');
    type(' f');
    await pause();
    expect(asked).toEqual([]);
  });

  it.each([
    ['a quote', '<blockquote><p>I look f</p></blockquote>', 0],
    ['code', '<pre><code>I look f</code></pre>', 0],
    ['the middle of a line', '<p>I look f and so on</p>', 9],
  ])('asks nothing in %s', (_, content, at) => {
    open(content);
    if (at) editor.commands.setTextSelection(at);
    expect(placeOf(editor.state)).toBeNull();
  });

  it('tells the engine the own lines above, not quotes', () => {
    open('<p>Hi Léa,</p><blockquote><p>Old words</p></blockquote><p>I look f</p>');
    expect(placeOf(editor.state)?.prefix).toBe('Hi Léa,\nI look f');
  });

  it('a suggestion of two lines becomes two paragraphs', async () => {
    answers = { 'Hello\nBest': ' regards,\nNoa' };
    open('<p>Hello</p><p>Bes</p>');
    type('t');
    await pause();
    press('Tab');
    expect(editor.getHTML()).toBe('<p>Hello</p><p>Best regards,</p><p>Noa</p>');
    editor.commands.undo();
    expect(editor.getHTML()).toBe('<p>Hello</p><p>Best</p>');
  });

  it('a tap on the grey text accepts it, a scroll over it does not', async () => {
    await offered();
    const text = editor.view.dom.querySelector('[data-suggestion]');
    text?.dispatchEvent(new MouseEvent('pointerdown', { clientY: 10 }));
    text?.dispatchEvent(new MouseEvent('pointerup', { clientY: 80 }));
    expect(editor.getText()).toBe('I look f');
    text?.dispatchEvent(new MouseEvent('pointerdown', { clientY: 10 }));
    text?.dispatchEvent(new MouseEvent('pointerup', { clientY: 12 }));
    expect(editor.getText()).toBe('I look forward to it');
  });
});
