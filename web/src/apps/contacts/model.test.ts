import { describe, expect, it } from 'vitest';
import {
  addressLines,
  birthdayText,
  birthdayWords,
  readBirthday,
  typeOf,
  typeWords,
} from './model';

const words: Record<string, string> = { 'type.cell': 'Mobile', 'type.work': 'Work' };
const t = (key: string) => words[key] ?? key;

describe('birthdays', () => {
  it('keep the year where there is one', () => {
    expect(readBirthday('1980-05-07')).toEqual({ day: '7', month: '05', year: '1980' });
    expect(birthdayText({ day: '7', month: '05', year: '1980' })).toBe('1980-05-07');
    expect(birthdayWords('1980-05-07', 'en-GB')).toBe('7 May 1980');
  });
  it('may have no year', () => {
    expect(readBirthday('--02-29')).toEqual({ day: '29', month: '02', year: '' });
    expect(birthdayText({ day: '29', month: '02', year: '' })).toBe('--02-29');
    expect(birthdayWords('--02-29', 'en-GB')).toBe('29 February');
  });
  it('are refused where there is no such day', () => {
    expect(birthdayText({ day: '30', month: '02', year: '' })).toBeUndefined();
    expect(birthdayText({ day: '', month: '02', year: '1999' })).toBeUndefined();
    expect(birthdayText({ day: '3', month: '02', year: '99' })).toBeUndefined();
    expect(birthdayText({ day: '', month: '', year: '' })).toBe('');
  });
});

describe('types', () => {
  it('are known in the words of the language, or one’s own', () => {
    expect(typeWords('cell', t)).toBe('Mobile');
    expect(typeOf('mobile', t)).toBe('cell');
    expect(typeOf('Boat', t)).toBe('Boat');
    expect(typeWords('Boat', t)).toBe('Boat');
  });
});

describe('addresses', () => {
  it('leave out empty lines', () => {
    const one = { street: 'Rua 1', locality: 'Lisbon', postal_code: '1950', country: 'Portugal' };
    expect(addressLines(one as never)).toEqual(['Rua 1', '1950 Lisbon', 'Portugal']);
  });
});
