import { beforeEach, describe, expect, it } from 'vitest';
import { branch } from './branching';
import { forgetDraftsOf, keepDraft, restoreDraft } from './draft';

const PAGE = `<form data-draft="f1.1"><input type="hidden" name="token" value="first">
<fieldset data-block="issue" data-key="issue" data-kind="choice" data-show-if="">
  <label data-option data-show-if=""><input type="radio" name="q_issue" value="battery"></label>
  <label data-option data-show-if=""><input type="radio" name="q_issue" value="refund"></label></fieldset>
<fieldset data-block="amount" data-key="amount" data-kind="number" hidden disabled
  data-show-if='has(answers.issue) &amp;&amp; answers.issue == "refund"'><input name="q_amount"></fieldset>
<fieldset data-block="s" data-kind="section" hidden disabled
  data-show-if="has(answers.amount) &amp;&amp; answers.amount &gt; 100"></fieldset>
<fieldset data-block="why" data-key="why" data-kind="long_text" hidden disabled data-show-if="">
  <textarea name="q_why"></textarea></fieldset></form>`;

function page(): HTMLFormElement {
  document.body.innerHTML = PAGE;
  const form = document.querySelector('form');
  if (!form) throw new Error('no form');
  return form;
}

function field(form: HTMLFormElement, selector: string): HTMLInputElement {
  const found = form.querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(selector);
  return found;
}

describe('branching', () => {
  let form: HTMLFormElement;
  beforeEach(() => {
    form = page();
  });

  it('asks only what everybody is asked at first', () => {
    expect(branch(form)).toEqual(['issue']);
  });

  it('shows what fits, through sections, and sends nothing of what is hidden', () => {
    field(form, '[value=refund]').checked = true;
    expect(branch(form)).toEqual(['issue', 'amount']);
    field(form, '[name=q_amount]').value = '120,50';
    expect(branch(form)).toEqual(['issue', 'amount', 's', 'why']);
    field(form, '[value=battery]').checked = true;
    expect(branch(form)).toEqual(['issue']);
    expect(form.querySelector<HTMLFieldSetElement>('[data-block=amount]')?.disabled).toBe(true);
  });

  it('keeps answers and the token for a second try, until the form is answered', () => {
    field(form, '[value=refund]').checked = true;
    branch(form);
    field(form, '[name=q_amount]').value = '7';
    keepDraft(form);
    form = page();
    field(form, '[name=token]').value = 'second';
    expect(restoreDraft(form)).toBe(true);
    expect(branch(form)).toEqual(['issue', 'amount']);
    expect(field(form, '[name=q_amount]').value).toBe('7');
    expect(field(form, '[name=token]').value).toBe('first');
    forgetDraftsOf('f1');
    expect(restoreDraft(page())).toBe(false);
  });
});
