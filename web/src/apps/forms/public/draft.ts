/**
 * The answers of somebody who left, kept in their own browser only. The page token is kept with them: if the
 * connection broke after submitting, sending again makes no second response.
 */
interface Draft {
  token: string;
  fields: [name: string, value: string][];
  savedAt: number;
}

const PREFIX = 'bureau.form.';
const KEPT_MS = 14 * 24 * 3600 * 1000;
const OURS = /^(q_|o_|respondent_email$)/;

const key = (form: HTMLFormElement) => PREFIX + (form.dataset.draft ?? '');

export function keepDraft(form: HTMLFormElement): void {
  const fields = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
    OURS.test(name) && typeof value === 'string' && value ? [[name, value]] : [],
  );
  const draft: Draft = { token: tokenField(form)?.value ?? '', fields, savedAt: Date.now() };
  quietly(() => localStorage.setItem(key(form), JSON.stringify(draft)));
}

/** Puts a kept draft back; tells whether there was one. */
export function restoreDraft(form: HTMLFormElement): boolean {
  const draft = readDraft(form);
  if (!draft || draft.fields.length === 0) return false;
  const values = new Map<string, string[]>();
  for (const [name, value] of draft.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) restoreField(field, values);
  const token = tokenField(form);
  if (token && draft.token) token.value = draft.token;
  return true;
}

export function forgetDraft(form: HTMLFormElement): void {
  quietly(() => localStorage.removeItem(key(form)));
}

/** Forgets every version's draft of a form that was answered. */
export function forgetDraftsOf(formId: string): void {
  quietly(() => {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`${PREFIX}${formId}.`)) localStorage.removeItem(name);
    }
  });
}

function readDraft(form: HTMLFormElement): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key(form)) ?? 'null') as Draft | null;
    return draft && Date.now() - draft.savedAt < KEPT_MS ? draft : null;
  } catch {
    return null;
  }
}

function restoreField(field: Element, values: Map<string, string[]>): void {
  if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type)) {
    field.checked = (values.get(field.name) ?? []).includes(field.value);
  } else if (
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement ||
    (field instanceof HTMLInputElement && field.type !== 'file')
  ) {
    const [value] = values.get(field.name) ?? [];
    if (value !== undefined && OURS.test(field.name)) field.value = value;
  }
}

function tokenField(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>('input[name=token]');
}

/** Private windows and full disks refuse to store: then nothing is kept. */
function quietly(store: () => void): void {
  try {
    store();
  } catch {
    return;
  }
}
