/** Conditions, parameters of actions, and the rules that send answers to teams. */
import { describe, expect, test } from 'vitest';
import type { Block } from './blocks';
import {
  fieldsBefore,
  firstLeaf,
  groupOf,
  operatorsOf,
  treeOf,
  withOperator,
  type Field,
} from './conditions';
import { deskRules } from './deskRules';
import { asList, parametersOf } from './parameters';

const question: Block = {
  id: 'a',
  kind: 'choice',
  key: 'issue',
  label: 'Issue',
  options: [
    { key: 'battery', label: 'Battery' },
    { key: 'screen', label: 'Screen' },
    { key: 'refund', label: 'Refund' },
  ],
};
const [field] = fieldsBefore([question, { id: 'b', kind: 'date', key: 'day', label: 'Day' }], 'b');

describe('a condition', () => {
  test('looks only at questions above', () => {
    expect(fieldsBefore([question], 'a')).toEqual([]);
    expect(field?.path).toBe('answers.issue');
  });

  test('starts complete and stays complete when the comparison changes', () => {
    const row = firstLeaf(field as Field);
    expect(row).toEqual({ field: 'answers.issue', op: 'is', value: 'battery' });
    const listed = withOperator(row, field as Field, 'one_of');
    expect(listed.value).toEqual(['battery']);
    expect(withOperator(listed, field as Field, 'is_not').value).toBe('battery');
    expect(withOperator(row, field as Field, 'answered')).toEqual({
      field: 'answers.issue',
      op: 'answered',
    });
  });

  test('offers comparisons that fit the kind', () => {
    expect(operatorsOf('file')).toEqual(['answered', 'not_answered']);
    expect(operatorsOf('number')).toContain('gte');
  });

  test('of one row is that row, of several a group', () => {
    const row = firstLeaf(field as Field);
    expect(treeOf({ joint: 'all', parts: [] })).toBeUndefined();
    expect(treeOf({ joint: 'all', parts: [row] })).toEqual(row);
    expect(treeOf({ joint: 'any', parts: [row, row] })).toEqual({ any: [row, row] });
    expect(groupOf(row)).toEqual({ joint: 'all', parts: [row] });
  });
});

describe('parameters', () => {
  test('are shown when they have a title or are needed', () => {
    const fields = parametersOf({
      properties: {
        to: { type: ['array', 'string'], items: { type: 'string' }, title: 'To' },
        text: { type: 'string', title: 'Text' },
        attachments: { type: 'array', items: { type: 'object' }, title: 'Attachments' },
        from_person_id: { type: 'string', title: 'Send as' },
        headers: { type: 'object' },
      },
      required: ['to'],
    });
    expect(fields.map((it) => [it.name, it.kind, it.isNeeded])).toEqual([
      ['to', 'addresses', true],
      ['text', 'text', false],
      ['attachments', 'files', false],
      ['from_person_id', 'person', false],
    ]);
  });

  test('read addresses from one line', () => {
    expect(asList('a@b.example, c@d.example;')).toEqual(['a@b.example', 'c@d.example']);
  });
});

describe('rules for teams', () => {
  const wish = {
    formId: 'F1',
    url: 'https://work.example/f/order',
    question,
    addresses: { battery: 'care@x.example', screen: 'care@x.example', refund: 'pay@x.example' },
    subject: '{{form_title}}',
    replyTo: '{{answers.mail}}',
    senderId: 'P1',
    position: 2,
  };

  test('are one for each address, in order', () => {
    const rules = deskRules(wish);
    expect(rules.map((it) => [it.title, it.position])).toEqual([
      ['Battery, Screen → care@x.example', 2],
      ['Refund → pay@x.example', 3],
    ]);
    expect(rules.map((it) => it.condition_tree)).toEqual([
      { field: 'answers.issue', op: 'one_of', value: ['battery', 'screen'] },
      { field: 'answers.issue', op: 'is', value: 'refund' },
    ]);
  });

  test('name the message after the response', () => {
    expect(deskRules(wish)[0]?.actions[0]?.arguments).toEqual({
      from_person_id: 'P1',
      to: ['care@x.example'],
      reply_to: '{{answers.mail}}',
      subject: '{{form_title}}',
      text: '{{answers_text}}',
      attachments: '{{files}}',
      message_id: '{{response_id}}@forms.work.example',
      headers: { 'X-Bureau-Form-Response': '{{response_id}}' },
      automatic: true,
    });
  });

  test('give each mail its own name when several may match', () => {
    const rules = deskRules({ ...wish, question: { ...question, kind: 'choices' } });
    expect(rules.map((it) => it.actions[0]?.arguments?.message_id)).toEqual([
      '{{response_id}}@forms.work.example',
      '{{response_id}}.2@forms.work.example',
    ]);
  });

  test('send everything to one address without a question', () => {
    const [rule] = deskRules({ ...wish, question: undefined, addresses: { '': 'all@x.example' } });
    expect(rule?.condition_tree).toBeNull();
    expect(rule?.title).toBe('→ all@x.example');
  });
});
