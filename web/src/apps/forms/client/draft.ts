/**
 * The draft of one form while it is edited: kept outside of the screen, so that leaving a tab
 * loses nothing, and saved by itself. Each save names the draft it grew from; when somebody else
 * saved in between, editing stops until the person takes the other draft in.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { asProblem, queries } from '@/platform/api';
import { readBlocks, type Block } from '../model/blocks';
import { formKey, readForm, saveDraft, type Form } from './forms';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'conflict' | 'failed';
export type Problems = Readonly<Record<string, string>>;

export interface DraftView {
  blocks: readonly Block[];
  state: SaveState;
  problems: Problems;
}

const PAUSE_MS = 700;
const RETRY_MS = 5000;

export const problemsByBlock = (problems: readonly Record<string, string>[]): Problems =>
  Object.fromEntries(problems.map((it) => [it.field ?? '', it.message ?? '']));

export class Draft {
  private view: DraftView;
  private number: number;
  private timer: number | undefined;
  private saving: Promise<void> | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly form: Form) {
    this.number = form.draft_number;
    this.view = {
      blocks: readBlocks(form.blocks),
      state: 'saved',
      problems: problemsByBlock(form.problems),
    };
  }

  read = (): DraftView => this.view;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  edit = (change: (blocks: readonly Block[]) => Block[]): void => {
    if (this.view.state === 'conflict') return;
    this.show({ blocks: change(this.view.blocks), state: 'waiting' });
    this.schedule(PAUSE_MS);
  };

  /** Save what waits now; resolves when nothing is left to save. */
  flush = async (): Promise<void> => {
    window.clearTimeout(this.timer);
    while (this.isDirty()) {
      this.saving ??= this.save().finally(() => (this.saving = null));
      await this.saving;
      if (this.view.state === 'failed') return;
    }
  };

  /** Take in what the server has, unless there is something unsaved here. */
  adopt(form: Form): void {
    if (this.isDirty() || this.saving || form.draft_number <= this.number) return;
    this.replace(form);
  }

  /** After a conflict: what the other person saved, without what was not saved here. */
  reload = async (): Promise<void> => {
    const form = await readForm(this.form.id);
    queries.setQueryData(formKey(form.id), form);
    this.replace(form);
  };

  showProblems(problems: Problems): void {
    this.show({ problems });
  }

  private isDirty(): boolean {
    return ['waiting', 'saving', 'failed'].includes(this.view.state);
  }

  private replace(form: Form): void {
    this.number = form.draft_number;
    this.show({
      blocks: readBlocks(form.blocks),
      state: 'saved',
      problems: problemsByBlock(form.problems),
    });
  }

  private schedule(pauseMs: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), pauseMs);
  }

  private async save(): Promise<void> {
    const { blocks } = this.view;
    this.show({ state: 'saving' });
    try {
      const saved = await saveDraft(this.form.id, [...blocks], this.number);
      this.number = saved.draft_number;
      const isLatest = this.view.blocks === blocks;
      this.show({
        problems: problemsByBlock(saved.problems),
        state: isLatest ? 'saved' : 'waiting',
      });
      this.tellCache(saved.problems);
    } catch (error) {
      this.fail(asProblem(error).status);
    }
  }

  private fail(status: number): void {
    this.show({ state: status === 409 ? 'conflict' : 'failed' });
    if (status !== 409) this.schedule(RETRY_MS);
  }

  private tellCache(problems: Form['problems']): void {
    queries.setQueryData<Form>(
      formKey(this.form.id),
      (form) =>
        form && {
          ...form,
          problems,
          blocks: [...this.view.blocks],
          draft_number: this.number,
          has_unpublished_changes: true,
        },
    );
  }

  private show(change: Partial<DraftView>): void {
    this.view = { ...this.view, ...change };
    for (const watcher of this.watchers) watcher();
  }
}

const drafts = new Map<string, Draft>();

function draftOf(form: Form): Draft {
  const draft = drafts.get(form.id) ?? new Draft(form);
  drafts.set(form.id, draft);
  return draft;
}

/** The draft of the form, kept in step with the server while nothing is unsaved. */
export function useDraft(form: Form): { draft: Draft; view: DraftView } {
  const draft = draftOf(form);
  const view = useSyncExternalStore(draft.watch, draft.read);
  useEffect(() => {
    draft.adopt(form);
  }, [draft, form]);
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (draft.read().state === 'saved') return;
      void draft.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => {
      window.removeEventListener('beforeunload', onLeave);
      void draft.flush();
    };
  }, [draft]);
  return { draft, view };
}
