import { expect, test } from 'vitest';
import { isBelow, pathOf, treeOf } from './labels';
import type { Mailbox } from './mail';

const label = (id: string, parentId: string | null = null, unreadThreads = 0): Mailbox =>
  ({ id, name: id, parentId, unreadThreads, role: null, sortOrder: 100 }) as Mailbox;
const inbox = { id: 'inbox', name: 'Inbox', role: 'inbox', parentId: null } as Mailbox;
const boxes = [
  inbox,
  label('returns', 'orders', 2),
  label('orders', null, 1),
  label('berlin', 'returns', 4),
  label('alpha'),
];

test('labels are a tree in the order of their names', () => {
  expect(treeOf(boxes, new Set()).map((it) => [it.box.id, it.depth])).toEqual([
    ['alpha', 0],
    ['orders', 0],
    ['returns', 1],
    ['berlin', 2],
  ]);
});

test('a closed label counts what is unread inside', () => {
  const nodes = treeOf(boxes, new Set(['orders']));
  expect(nodes.map((it) => [it.box.id, it.unread, it.hasChildren])).toEqual([
    ['alpha', 0, false],
    ['orders', 7, true],
  ]);
});

test('a label is named with what it lies in', () => {
  const berlin = boxes[3] as Mailbox;
  expect(pathOf(berlin, boxes)).toBe('orders / returns / berlin');
  expect(isBelow(berlin, 'orders', boxes)).toBe(true);
  expect(isBelow(boxes[2] as Mailbox, 'berlin', boxes)).toBe(false);
});
