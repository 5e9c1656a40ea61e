/**
 * What shows: one pass over the page from top to bottom, as the server makes it
 * (bureau/forms/branching.py). Hidden questions are disabled, so that they are neither sent nor count.
 */
import type { Answer, Answers } from './conditions';
import { holds } from './conditions';

const FIELDS = 'input:not([type=file]):not([type=hidden]), textarea, select';
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Shows and hides questions and options; returns the ids of the blocks that show. */
export function branch(form: HTMLFormElement): string[] {
  const answers: Answers = {};
  const shown: string[] = [];
  let sectionShows = true;
  for (const block of form.querySelectorAll<HTMLFieldSetElement>('[data-block]')) {
    const fits = fitsAnswers(block, answers);
    if (block.dataset.kind === 'section') sectionShows = fits;
    show(block, sectionShows && fits);
    if (block.disabled) continue;
    shown.push(block.dataset.block ?? '');
    branchOptions(block, answers);
    const answer = readAnswer(block);
    if (answer !== null && block.dataset.key) answers[block.dataset.key] = answer;
  }
  return shown;
}

function fitsAnswers(element: HTMLElement, answers: Answers): boolean {
  const source = element.dataset.showIf;
  return !source || holds(source, answers);
}

function show(block: HTMLFieldSetElement, shows: boolean): void {
  if (block.disabled && shows) block.classList.add('revealed');
  block.hidden = !shows;
  block.disabled = !shows;
}

function branchOptions(block: HTMLElement, answers: Answers): void {
  for (const label of block.querySelectorAll<HTMLElement>('label[data-option]')) {
    label.hidden = !fitsAnswers(label, answers);
    const input = label.querySelector('input');
    if (input) input.disabled = label.hidden;
  }
  for (const select of block.querySelectorAll('select')) {
    for (const option of select.options) {
      option.hidden = option.disabled = !fitsAnswers(option, answers);
    }
    if (select.selectedOptions[0]?.disabled) select.value = '';
  }
  const own = block.querySelector('[data-own]');
  own?.classList.toggle('open', chosen(block).includes('other'));
}

/** Reads the answer of a block as conditions see it; null for none. */
export function readAnswer(block: HTMLElement): Answer {
  switch (block.dataset.kind) {
    case 'choice':
      return chosen(block)[0] ?? null;
    case 'choices':
      return listOrNull(chosen(block));
    case 'consent':
      return chosen(block).length > 0 ? true : null;
    case 'rating':
    case 'scale':
      return readNumber(chosen(block)[0] ?? '');
    case 'file':
      return listOrNull([...block.querySelectorAll('[data-files] .name')].map(textOf));
    case 'number':
      return readNumber(firstText(block));
    case 'long_text':
      return firstText(block).trim() || null;
    default:
      return firstText(block).trim().split(/\s+/).join(' ') || null;
  }
}

function chosen(block: HTMLElement): string[] {
  const select = block.querySelector('select');
  if (select) return select.value ? [select.value] : [];
  const boxes = [...block.querySelectorAll('input')];
  return boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
}

function firstText(block: HTMLElement): string {
  return block.querySelector<Field>(FIELDS)?.value ?? '';
}

function textOf(element: Element): string {
  return element.textContent;
}

function listOrNull(values: string[]): Answer {
  return values.length > 0 ? values : null;
}

function readNumber(text: string): Answer {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  return /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(plain) ? Number(plain) : null;
}
