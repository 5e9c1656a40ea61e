import { describe, expect, test } from 'vitest';
import type { Trust } from './mail';
import { checksOf, warningOf } from './trust';

const warning = (trust: Trust | null, from: string, keywords: Record<string, true> = {}) =>
  warningOf({
    trust,
    email: { from: [{ name: null, email: from }], keywords },
    domain: 'demo.example',
  });

describe('the warning above a message', () => {
  test('says nothing about what came from inside', () => {
    expect(warning({}, 'ann@demo.example')).toBeNull();
    expect(warning(null, 'ann@demo.example')).toBeNull();
    expect(warning({ external: false, author: 'proven' }, 'ann@demo.example')).toBeNull();
  });

  test('tells mail from outside that pretends to be from inside', () => {
    expect(warning({ external: true, author: 'unproven' }, 'Boss@DEMO.example')).toBe('spoof');
    expect(warning({ external: true, author: 'proven' }, 'boss@demo.example')).toBe('external');
  });

  test('tells a failed check from a missing one', () => {
    expect(warning({ external: true, author: 'failed' }, 'a@shop.example')).toBe('failed');
    expect(warning({ external: true, author: 'unproven' }, 'a@shop.example')).toBe('unproven');
    expect(warning({ external: true, author: 'proven' }, 'a@shop.example')).toBe('external');
  });

  test('puts phishing above all else', () => {
    expect(warning({ author: 'proven' }, 'a@shop.example', { $phishing: true })).toBe('phishing');
  });
});

test('the checks are listed with their results', () => {
  expect(checksOf({ spf: 'pass', dkim: 'none', dmarc: 'fail (p=reject)' })).toEqual([
    { method: 'spf', result: 'pass', tone: 'success' },
    { method: 'dkim', result: 'none', tone: 'neutral' },
    { method: 'dmarc', result: 'fail', tone: 'danger' },
  ]);
});
