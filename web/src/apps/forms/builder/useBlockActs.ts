/** What one can do with blocks; each act edits the draft, and what removes can be undone. */
import { useMemo } from 'react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import type { Draft } from '../client/draft';
import {
  changeBlock,
  duplicateBlock,
  freeKey,
  insertBlock,
  moveItem,
  newBlock,
  renameKey,
  settleKey,
  settleOptionKey,
  withKind,
  type Block,
  type BlockChange,
  type Kind,
} from '../model/blocks';

export interface BlockActs {
  change: (id: string, change: BlockChange) => void;
  changeKind: (block: Block, kind: Kind) => void;
  settle: (id: string) => void;
  settleOption: (id: string, optionKey: string) => void;
  rename: (id: string, key: string) => void;
  add: (kind: Kind, at: number) => void;
  duplicate: (id: string) => void;
  remove: (block: Block, index: number) => void;
  move: (index: number, by: number) => void;
  moveTo: (from: number, to: number) => void;
}

/** React moves the card in the page, which takes the focus away; give it back. */
function focusSoon(...ids: string[]): void {
  requestAnimationFrame(() => {
    const target = ids
      .map((id) => document.getElementById(id))
      .find((it) => it && !it.hasAttribute('disabled'));
    target?.focus();
    target?.closest('[data-drag-row]')?.scrollIntoView({ block: 'nearest' });
  });
}

export function useBlockActs(draft: Draft, open: (id: string) => void): BlockActs {
  const { t } = useTranslation('forms');
  return useMemo(() => {
    const { edit } = draft;
    const firstOption = t('option.first');
    return {
      change: (id, change) => edit((blocks) => changeBlock(blocks, id, change)),
      changeKind: (block, kind) =>
        edit((blocks) =>
          blocks.map((it) => (it.id === block.id ? withKind(blocks, it, kind, firstOption) : it)),
        ),
      settle: (id) => {
        const before = draft.read().blocks;
        const settled = settleKey(before, id);
        if (settled.some((it, index) => it.key !== before[index]?.key)) edit(() => settled);
      },
      settleOption: (id, key) => {
        const before = draft.read().blocks;
        const settled = settleOptionKey(before, id, key);
        if (settled.some((it, index) => it !== before[index])) edit(() => settled);
      },
      rename: (id, key) => edit((blocks) => renameKey(blocks, id, freeKey(blocks, key, id))),
      add: (kind, at) => {
        const block = newBlock(draft.read().blocks, kind, firstOption);
        edit((blocks) => insertBlock(blocks, block, at));
        open(block.id);
      },
      duplicate: (id) => {
        const [blocks, copyId] = duplicateBlock(draft.read().blocks, id);
        edit(() => blocks);
        open(copyId);
      },
      remove: (block, index) => {
        edit((blocks) => blocks.filter((it) => it.id !== block.id));
        const next = draft.read().blocks[Math.max(0, index - 1)];
        if (next) focusSoon(`edit-${next.id}`);
        toast.show(t('block.deleted', { name: block.label || t('block.unnamed') }), {
          undo: () => edit((blocks) => insertBlock(blocks, block, Math.min(index, blocks.length))),
        });
      },
      move: (index, by) => {
        const block = draft.read().blocks[index];
        edit((blocks) => moveItem(blocks, index, index + by));
        if (block && by < 0) focusSoon(`up-${block.id}`, `down-${block.id}`);
        else if (block) focusSoon(`down-${block.id}`, `up-${block.id}`);
      },
      moveTo: (from, to) => edit((blocks) => moveItem(blocks, from, to)),
    };
  }, [draft, open, t]);
}
