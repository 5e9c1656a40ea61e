import { expect, test } from 'vitest';
import { actionsIn, search, type TopMenu } from './menu';

const run = () => undefined;
const menus: TopMenu[] = [
  {
    id: 'format',
    label: 'Format',
    items: [
      { id: 'text', label: 'Text', items: [{ id: 'bold', label: 'Bold', run }] },
      'line',
      { id: 'clear', label: 'Clear formatting', run },
      { id: 'embolden', label: 'Set in bold type', run },
      { id: 'off', label: 'Bold nothing', isOff: true, run },
    ],
  },
];

test('every action is found with the way to it', () => {
  expect(actionsIn(menus).map((it) => [it.id, it.path])).toEqual([
    ['bold', ['Format', 'Text']],
    ['clear', ['Format']],
    ['embolden', ['Format']],
    ['off', ['Format']],
  ]);
});

test('the search takes words in any order, accents or not, and leaves out what is off', () => {
  const find = (typed: string) => search(actionsIn(menus), typed).map((it) => it.id);
  expect(find('bold')).toEqual(['bold', 'embolden']);
  expect(find('bóld text')).toEqual(['bold']);
  expect(find('')).toEqual([]);
});
