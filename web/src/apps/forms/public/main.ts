/**
 * The script of the public form page: branching while one answers, uploads with progress, answers kept in the
 * browser, one click one submission. The page works without it.
 */
import { branch } from './branching';
import { forgetDraft, forgetDraftsOf, keepDraft, restoreDraft } from './draft';
import { isUploading, takeOverUploads } from './uploads';

const answered = document.querySelector<HTMLElement>('[data-done]')?.dataset.done;
if (answered) forgetDraftsOf(answered);

const form = document.querySelector<HTMLFormElement>('#form');
if (form) start(form);

function start(form: HTMLFormElement): void {
  document.documentElement.classList.add('js');
  const button = form.querySelector<HTMLButtonElement>('.primary');
  const status = form.querySelector<HTMLElement>('#status');
  const seen = form.querySelector<HTMLInputElement>('input[name=seen]');
  let isSent = false;
  let waits = false;

  const refresh = () => {
    const shown = branch(form);
    if (seen) seen.value = shown.join(' ');
  };
  const label = (text: string, isBusy: boolean) => {
    if (!button) return;
    button.textContent = text;
    button.setAttribute('aria-disabled', String(isBusy));
  };
  const ready = () => {
    isSent = false;
    label(form.dataset.submit ?? '', false);
  };

  if (form.dataset.fresh && restoreDraft(form) && status) offerToStartOver(form, status);
  refresh();
  ready();

  form.addEventListener('input', () => {
    refresh();
    keepDraft(form);
  });
  takeOverUploads(form, () => {
    refresh();
    if (!waits || isUploading()) return;
    waits = false;
    if (status) status.textContent = '';
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    if (isSent || isUploading()) {
      event.preventDefault();
      waits = isUploading();
      if (status && waits) status.textContent = form.dataset.uploading ?? '';
      return;
    }
    keepDraft(form);
    isSent = true;
    label(form.dataset.sending ?? '', true);
  });
  // Coming back by the back button, the page is as it was left: sent. The key makes sending again harmless.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) ready();
  });
}

function offerToStartOver(form: HTMLFormElement, status: HTMLElement): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = form.dataset.startOver ?? '';
  button.addEventListener('click', () => {
    forgetDraft(form);
    window.location.reload();
  });
  status.replaceChildren(form.dataset.restored ?? '', ' ', button);
}
