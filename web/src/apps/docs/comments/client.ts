/** Threads of a document: read once, refreshed when the document's socket says so. */
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queries, send } from '@/platform/api';
import { toast } from '@/ui';
import { guestName } from '../presence/guest';

export interface NamedPerson {
  id: string;
  name: string;
}

export interface Comment {
  id: string;
  author: { id: string | null; name: string };
  text: string;
  mentions: NamedPerson[];
  created_at: string;
  edited_at: string | null;
  by_mail: boolean;
  reactions: { emoji: string; count: number; is_mine: boolean }[];
  abilities: { edit: boolean; delete: boolean };
}

export interface Thread {
  id: string;
  anchor_text: string;
  suggestion_id: string | null;
  created_at: string;
  is_resolved: boolean;
  resolved_by: NamedPerson | null;
  assignee: NamedPerson | null;
  comments: Comment[];
  abilities: { reply: boolean; resolve: boolean; assign: boolean; delete: boolean };
}

export interface Remark {
  text: string;
  mentions: string[];
}

interface Listening {
  onEvent: (listener: (event: { topic: string }) => void) => () => void;
}

const key = (doc: string) => ['docs', 'threads', doc];

function headersFor(link: string | null): Record<string, string> {
  const guest = guestName();
  return {
    ...(link ? { 'X-Bureau-Link': link } : {}),
    ...(guest ? { 'X-Bureau-Guest': guest } : {}),
  };
}

async function readAll(doc: string, link: string | null): Promise<Thread[]> {
  const found: Thread[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '200', ...(cursor ? { cursor } : {}) });
    const path = `/api/v1/comments/doc/${doc}/threads?${query}`;
    const answer = await send(path, { headers: headersFor(link) });
    const page = (await answer.json()) as { items: Thread[]; next: string | null };
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

export function useThreads(doc: string, link: string | null, provider: Listening): Thread[] {
  const { data, refetch } = useQuery({
    queryKey: [...key(doc), link],
    queryFn: () => readAll(doc, link),
  });
  useEffect(() => {
    return provider.onEvent(({ topic }) => {
      if (topic === 'threads') void refetch();
    });
  }, [provider, refetch]);
  return data ?? none;
}

const none: Thread[] = [];

/** The writes of threads; each refreshes the list, a failure is told and answers null. */
export class ThreadActions {
  constructor(
    private readonly doc: string,
    private readonly link: string | null,
  ) {}

  open(remark: Remark, anchorText: string, suggestion = ''): Promise<Thread | null> {
    const body = { ...remark, anchor_text: anchorText.slice(0, 2000), suggestion_id: suggestion };
    return this.write('POST', `/comments/doc/${this.doc}/threads`, body);
  }

  reply = (thread: string, remark: Remark) =>
    this.write('POST', `/comments/threads/${thread}/comments`, remark);

  change = (comment: string, remark: Remark) => this.write('PATCH', `/comments/${comment}`, remark);

  remove = (comment: string) => this.write('DELETE', `/comments/${comment}`);

  resolve = (thread: string, isResolved: boolean) =>
    this.write('PATCH', `/comments/threads/${thread}`, { is_resolved: isResolved });

  assign = (thread: string, person: string | null) =>
    this.write('PATCH', `/comments/threads/${thread}`, { assignee: person });

  react = (comment: string, emoji: string, isSet: boolean) =>
    this.write(
      isSet ? 'PUT' : 'DELETE',
      `/comments/${comment}/reactions/${encodeURIComponent(emoji)}`,
    );

  /** For who may comment but not edit: the server marks what the thread is about. */
  mark = (thread: string, places: { from: string; to: string }) =>
    this.write('POST', `/docs/${this.doc}/comment-marks`, { thread_id: thread, ...places });

  private async write(
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Thread | null> {
    try {
      const headers = headersFor(this.link);
      const answer = await send(`/api/v1${path}`, { method, body, headers });
      return answer.status === 204 ? null : ((await answer.json()) as Thread);
    } catch (error) {
      toast.problem(error);
      return null;
    } finally {
      void queries.invalidateQueries({ queryKey: key(this.doc) });
    }
  }
}
