import { describe, expect, test } from 'vitest';
import type { Mailbox } from './mail';
import {
  completed,
  completions,
  hasTerm,
  peopleOperator,
  termsOf,
  toggleTerm,
  typedIn,
  valueIn,
  withValue,
} from './search';

const boxes = [
  { id: '1', name: 'Inbox', role: 'inbox', parentId: null },
  { id: '2', name: 'Orders 2026', role: null, parentId: null },
  { id: '3', name: 'Returns', role: null, parentId: '2' },
] as Mailbox[];

describe('the terms of a search', () => {
  test('are words, phrases and operators with quoted values', () => {
    expect(termsOf('red "battery pack" from:ann -label:"my orders" from:(a b)')).toEqual([
      'red',
      '"battery pack"',
      'from:ann',
      '-label:"my orders"',
      'from:(a b)',
    ]);
  });

  test('are put in and taken out whole', () => {
    expect(toggleTerm('red', 'has:attachment')).toBe('red has:attachment');
    expect(toggleTerm('red has:attachment "a b"', 'Has:Attachment')).toBe('red "a b"');
    expect(hasTerm('red is:unread', 'is:unread')).toBe(true);
  });

  test('hold one value for each operator', () => {
    expect(withValue('red from:ann', 'from', 'ben@x.org')).toBe('red from:ben@x.org');
    expect(withValue('red', 'label', 'Orders 2026')).toBe('red label:"Orders 2026"');
    expect(withValue('red label:"Orders 2026"', 'label', '')).toBe('red');
    expect(valueIn('red label:"Orders 2026"', 'label')).toBe('Orders 2026');
    expect(valueIn('red', 'label')).toBe('');
  });
});

describe('what is being typed', () => {
  test('is the last term until a space ends it', () => {
    expect(typedIn('red from:an')).toEqual({ before: 'red ', operator: 'from', value: 'an' });
    expect(typedIn('red ')).toEqual({ before: 'red ', operator: '', value: '' });
    expect(completed(typedIn('red from:an'), 'from:ann@x.org')).toBe('red from:ann@x.org ');
  });

  test('is completed by operators and their values', () => {
    expect(completions(typedIn('red ha'), boxes)).toEqual(['has:attachment']);
    expect(completions(typedIn('is:'), boxes)).toContain('is:unread');
    expect(completions(typedIn('in:s'), boxes)).toEqual(['in:sent', 'in:snoozed']);
    expect(completions(typedIn('label:or'), boxes)).toEqual([
      'label:"Orders 2026"',
      'label:Returns',
    ]);
    expect(completions(typedIn('retu'), boxes)).toEqual(['label:Returns']);
  });

  test('is completed by people where people belong', () => {
    expect(peopleOperator(typedIn('to:an'))).toBe('to');
    expect(peopleOperator(typedIn('ann'))).toBe('from');
    expect(peopleOperator(typedIn('subject:ann'))).toBe('');
    expect(peopleOperator(typedIn('a'))).toBe('');
  });
});
