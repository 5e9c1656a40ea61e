import { expect, test } from 'vitest';
import { hrefOf, placeOf } from './place';

test('an address without parts is the inbox', () => {
  expect(placeOf('', '')).toEqual({ account: '', box: 'inbox', thread: '', query: '' });
});

test.each([
  [{ account: '', box: 'sent', thread: '', query: '' }, '/mail/sent'],
  [{ account: '', box: 'thread', thread: 'T1', query: '' }, '/mail/thread/T1'],
  [{ account: 'A', box: 'inbox', thread: 'T1', query: '' }, '/mail/shared/A/inbox/T1'],
  [{ account: '', box: 'search', thread: '', query: 'a b' }, '/mail/search?q=a%20b'],
])('%o is %s, there and back', (place, href) => {
  expect(hrefOf(place)).toBe(href);
  const [path = '', query = ''] = href.split('?q=');
  expect(placeOf(path.replace('/mail/', ''), decodeURIComponent(query))).toEqual(place);
});
