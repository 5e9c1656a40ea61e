import { expect, test } from 'vitest';
import { proposedAddress } from './proposedAddress';

test('an address is proposed from the name, without accents or signs', () => {
  expect(proposedAddress('Zoë', "O'Neil", 'demo.example')).toBe('zoe.oneil@demo.example');
});

test('nothing is proposed before there is a name', () => {
  expect(proposedAddress('', '', 'demo.example')).toBe('');
});
