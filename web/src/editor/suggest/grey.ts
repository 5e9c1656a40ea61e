/** The element of an offer: grey, out of the way of selection and reading aloud, and tappable. */
import classes from './suggest.module.css';

/** A finger that moved further up or down scrolled. */
const STILL_PX = 14;

export function greyText(text: string, accept: () => void): HTMLElement {
  const element = document.createElement('span');
  element.className = classes.offer ?? '';
  element.textContent = text;
  element.contentEditable = 'false';
  element.setAttribute('aria-hidden', 'true');
  element.dataset.suggestion = text;
  let downAt: number | null = null;
  element.addEventListener('pointerdown', (event) => {
    // The caret stays where it is, and the keyboard of a phone open.
    event.preventDefault();
    downAt = event.clientY;
    element.setPointerCapture?.(event.pointerId);
  });
  element.addEventListener('pointerup', (event) => {
    event.preventDefault();
    if (downAt !== null && Math.abs(event.clientY - downAt) < STILL_PX) accept();
    downAt = null;
  });
  element.addEventListener('pointercancel', () => (downAt = null));
  element.addEventListener('mousedown', (event) => event.preventDefault());
  return element;
}
