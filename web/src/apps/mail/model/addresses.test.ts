import { expect, test } from 'vitest';
import { isAddress, readAddresses } from './addresses';

const read = (text: string) => readAddresses(text).map(({ name, email }) => `${name}|${email}`);

test.each([
  ['ann@x.org', ['ann@x.org|ann@x.org']],
  [
    'ann@x.org, bob@x.org;eve@x.org\n',
    ['ann@x.org|ann@x.org', 'bob@x.org|bob@x.org', 'eve@x.org|eve@x.org'],
  ],
  ['"Doe, Ann" <ann@x.org>, Bob <bob@x.org>', ['Doe, Ann|ann@x.org', 'Bob|bob@x.org']],
  ['ann@x.org bob@x.org', ['ann@x.org|ann@x.org', 'bob@x.org|bob@x.org']],
  ['<mailto:ann@x.org>', ['ann@x.org|ann@x.org']],
  ['not an address', ['not an address|not an address']],
])('%j', (text, people) => {
  expect(read(text)).toEqual(people);
});

test.each(['a@b', 'a b@x.org', 'a@x..', '@x.org', 'a@x.org>'])('%s is no address', (text) => {
  expect(isAddress(text)).toBe(false);
});
