/** Sends chosen files at once, with progress, and keeps their tickets in the form. */
interface Stored {
  ticket: string;
  name: string;
  size: string;
}

let running = 0;

export const isUploading = (): boolean => running > 0;

/** Takes over the file inputs of the form; calls `changed` whenever a file came, failed or went. */
export function takeOverUploads(form: HTMLFormElement, changed: () => void): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    input.addEventListener('change', () => {
      sendAll(form, input, changed);
    });
  }
  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[name=remove]') : null;
    if (!button) return;
    event.preventDefault();
    button.closest('li')?.remove();
    changed();
  });
}

function sendAll(form: HTMLFormElement, input: HTMLInputElement, changed: () => void): void {
  const list = input.closest('[data-block]')?.querySelector('[data-files]');
  if (!list || !input.files) return;
  const most = Number(input.dataset.max ?? 1);
  if (most === 1) list.replaceChildren();
  for (const file of [...input.files].slice(0, Math.max(0, most - list.children.length))) {
    const row = document.createElement('li');
    list.append(row);
    send(form, input, file, row, changed);
  }
  input.value = '';
}

function send(
  form: HTMLFormElement,
  input: HTMLInputElement,
  file: File,
  row: HTMLElement,
  changed: () => void,
): void {
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', form.dataset.uploading ?? '');
  progress.max = 1;
  row.replaceChildren(part('name', file.name), progress);
  const request = new XMLHttpRequest();
  request.open('POST', form.dataset.uploads ?? '');
  request.responseType = 'json';
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) progress.value = event.loaded / event.total;
  };
  request.onloadend = () => {
    running -= 1;
    if (request.status === 201) showStored(form, input, row, request.response as Stored);
    else showFailure(form, row, request.response as { message?: string } | null);
    changed();
  };
  running += 1;
  request.send(bodyOf(form, input, file));
}

function bodyOf(form: HTMLFormElement, input: HTMLInputElement, file: File): FormData {
  const body = new FormData();
  body.set('token', form.querySelector<HTMLInputElement>('input[name=token]')?.value ?? '');
  body.set('block', input.name.slice(2));
  body.set('file', file);
  return body;
}

function showStored(
  form: HTMLFormElement,
  input: HTMLInputElement,
  row: HTMLElement,
  file: Stored,
) {
  const ticket = document.createElement('input');
  ticket.type = 'hidden';
  ticket.name = `t_${input.name.slice(2)}`;
  ticket.value = file.ticket;
  const button = removal(form, file.name, file.ticket);
  row.replaceChildren(part('name', file.name), part('quiet', file.size), ticket, button);
}

function showFailure(form: HTMLFormElement, row: HTMLElement, answer: { message?: string } | null) {
  const problem = part('problem', answer?.message ?? form.dataset.failed ?? '');
  problem.setAttribute('role', 'alert');
  row.querySelector('.name')?.classList.replace('name', 'failed');
  row.querySelector('progress')?.remove();
  row.append(problem, removal(form, '', ''));
}

function removal(form: HTMLFormElement, name: string, ticket: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.className = 'plain';
  button.name = 'remove';
  button.value = ticket;
  button.textContent = form.dataset.remove ?? '';
  button.setAttribute('aria-label', `${button.textContent} ${name}`.trim());
  return button;
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
