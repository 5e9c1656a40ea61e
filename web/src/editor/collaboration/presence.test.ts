import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { participantsOf } from './presence';

function awarenessWith(states: Record<string, unknown>[]): Awareness {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalStateField('user', { id: 'me', name: 'Me' });
  states.forEach((state, index) => awareness.states.set(index + 1, state));
  return awareness;
}

const seen = (states: Record<string, unknown>[]) =>
  participantsOf(awarenessWith(states)).map(({ id, name, isGuest, isIdle, clients }) => ({
    id,
    name,
    isGuest,
    isIdle,
    clients,
  }));

test('a person with several tabs is one participant, idle only when all tabs are', () => {
  const lea = { id: 'lea', name: 'Léa' };
  expect(seen([{ user: lea, idle: true }, { user: lea }])).toEqual([
    { id: 'lea', name: 'Léa', isGuest: false, isIdle: false, clients: [2, 1] },
  ]);
});

test('one’s own other tabs are nobody else, and guests are known by their name', () => {
  const states = [{ user: { id: 'me', name: 'Me' } }, { user: { id: null, name: 'Gus' } }, {}];
  expect(seen(states)).toEqual([
    { id: 'guest:Gus', name: 'Gus', isGuest: true, isIdle: false, clients: [2] },
  ]);
});
