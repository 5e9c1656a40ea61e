/** Tells who listens instead of looking, once, that there are suggestions and how to take one. */
import classes from './suggest.module.css';

let wasSaid = false;

export class Hint {
  private readonly element = document.createElement('div');

  constructor(
    editor: HTMLElement,
    private readonly words: string,
  ) {
    this.element.className = classes.hint ?? '';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
    editor.parentElement?.append(this.element);
  }

  say(): void {
    if (wasSaid || !this.words) return;
    wasSaid = true;
    this.element.textContent = this.words;
  }

  remove(): void {
    this.element.remove();
  }
}
