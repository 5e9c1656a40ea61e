import { expect, test } from 'vitest';
import { htmlOf, textOf, withEmptyLines, withoutEmptyLines } from './text';

test.each([
  ['<p>Hello</p><p>World</p>', 'Hello\n\nWorld'],
  ['<p>one<br>two</p>', 'one\ntwo'],
  ['<p>See <a href="https://x.org">this</a></p>', 'See this <https://x.org>'],
  ['<p><a href="https://x.org">https://x.org</a></p>', 'https://x.org'],
  ['<ul><li><p>a</p></li><li><p>b</p></li></ul>', '- a\n- b'],
  ['<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
  ['<blockquote><p>said</p><p>more</p></blockquote>', '> said\n>\n> more'],
  ['<style>p{}</style><p>a &lt; b</p>', 'a < b'],
])('%s reads %j', (html, text) => {
  expect(textOf(html)).toBe(text);
});

test('plain text becomes paragraphs and nothing of it markup', () => {
  expect(htmlOf('a <b>\n\nc')).toBe('<p>a &lt;b&gt;</p><p></p><p>c</p>');
});

test('empty lines keep their height, there and back', () => {
  const html = '<p style="margin:0">a</p><p style="margin:0"></p>';
  const sent = '<p style="margin:0">a</p><p style="margin:0"><br></p>';
  expect(withEmptyLines(html)).toBe(sent);
  expect(withoutEmptyLines(sent)).toBe(html);
});
