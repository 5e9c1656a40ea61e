import { expect, test } from 'vitest';
import { replaceBlocked } from './frame';

function shown(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  replaceBlocked(page);
  return page;
}

const pictures = (html: string): (string | null)[] =>
  [...shown(html).querySelectorAll('img')].map((image) => image.getAttribute('src'));

test('pictures that came along and those of our proxy are shown', () => {
  const data = 'data:image/png;base64,iVBORw0KGgo=';
  const ours = '/mail/images?u=abc&s=0123456789abcdef01234567';
  expect(pictures(`<img src="${data}"><img src="${ours}">`)).toEqual([data, ours]);
});

test.each([
  'https://tracker.example/1.gif',
  '//tracker.example/1.gif',
  'https://tracker.example/mail/images?u=1',
  '/api/v1/me',
  '/mail/images/../../api/v1/me',
  '/mail/images-of-others',
  'cid:part-1',
])('%s is not even asked for', (source) => {
  expect(pictures(`<p>Hello</p><img src="${source}">`)).toEqual([]);
});

test('words stand where a picture was', () => {
  const page = shown('<img src="https://a.example/1.gif" alt="Our shop">');
  expect(page.body.innerHTML).toBe('<span class="bureau-picture">Our shop</span>');
});
