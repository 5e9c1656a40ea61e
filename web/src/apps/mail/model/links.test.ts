import { describe, expect, it } from 'vitest';
import { deceivingHost, markDeceivingLinks } from './links';

describe('links that pretend', () => {
  it.each([
    ['https://shop.example/a', 'Our shop', ''],
    ['https://shop.example/a', 'shop.example', ''],
    ['https://www.shop.example/a', 'https://shop.example/b', ''],
    ['https://shop.example/a', 'www.shop.example', ''],
    ['mailto:ann@shop.example', 'bank.example', ''],
    ['https://shop.example', 'Read 3.4 notes', ''],
    ['not an address', 'shop.example', ''],
    ['https://evil.example/', 'https://bank.example/login', 'evil.example'],
    ['https://evil.example/', ' bank.example ', 'evil.example'],
    ['https://bank.example.evil.example/', 'bank.example', 'bank.example.evil.example'],
    ['https://bank.example@evil.example/', 'bank.example', 'evil.example'],
    ['https://аpple.com/', 'apple.com', 'xn--pple-43d.com'],
    ['https://xn--pple-43d.com/', 'Sign in', 'xn--pple-43d.com'],
  ])('%s as "%s"', (href, words, host) => {
    expect(deceivingHost(href, words)).toBe(host);
  });

  it('are followed by their true host', () => {
    const page = new DOMParser().parseFromString(
      '<p><a href="https://evil.example/">bank.example</a> <a href="https://a.example/">A</a>',
      'text/html',
    );
    markDeceivingLinks(page);
    expect(page.body.textContent).toBe('bank.example ⚠ evil.example A');
  });
});
