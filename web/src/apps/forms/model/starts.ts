/** Forms to start from, written in the person's language. */
import type { NewForm } from '../client/forms';
import type { Block, Option } from './blocks';

export const starts = ['blank', 'order', 'request', 'feedback'] as const;
export type Start = (typeof starts)[number];
type Words = (key: string) => string;

const option = (key: string, label: string): Option => ({ key, label });

function orderBlocks(t: Words): Block[] {
  const when = (value: string) => ({ field: 'answers.issue', op: 'is', value }) as const;
  return [
    {
      id: 'b_issue',
      kind: 'choice',
      key: 'issue',
      label: t('start.order.issue'),
      required: true,
      options: [
        option('missing', t('start.order.missing')),
        option('damaged', t('start.order.damaged')),
        option('refund', t('start.order.refund')),
      ],
      other: true,
    },
    {
      id: 'b_order',
      kind: 'short_text',
      key: 'order_number',
      label: t('start.order.number'),
      required: true,
    },
    {
      id: 'b_sent',
      kind: 'date',
      key: 'expected_on',
      label: t('start.order.expected'),
      show_if: when('missing'),
    },
    {
      id: 'b_photo',
      kind: 'file',
      key: 'photo',
      label: t('start.order.photo'),
      accept: ['image/*'],
      max_files: 3,
      show_if: when('damaged'),
    },
    { id: 'b_words', kind: 'long_text', key: 'description', label: t('start.order.description') },
    { id: 'b_mail', kind: 'email', key: 'email', label: t('start.email'), required: true },
  ];
}

function requestBlocks(t: Words): Block[] {
  return [
    {
      id: 'b_topic',
      kind: 'choice',
      key: 'topic',
      label: t('start.request.topic'),
      required: true,
      options: [
        option('equipment', t('start.request.equipment')),
        option('access', t('start.request.access')),
        option('repair', t('start.request.repair')),
      ],
      other: true,
    },
    {
      id: 'b_words',
      kind: 'long_text',
      key: 'description',
      label: t('start.request.description'),
      required: true,
    },
    { id: 'b_until', kind: 'date', key: 'needed_by', label: t('start.request.until') },
    { id: 'b_files', kind: 'file', key: 'files', label: t('start.request.files'), max_files: 5 },
  ];
}

function feedbackBlocks(t: Words): Block[] {
  return [
    {
      id: 'b_rating',
      kind: 'rating',
      key: 'rating',
      label: t('start.feedback.rating'),
      required: true,
      max: 5,
    },
    {
      id: 'b_wrong',
      kind: 'long_text',
      key: 'what_went_wrong',
      label: t('start.feedback.wrong'),
      show_if: { field: 'answers.rating', op: 'lte', value: 3 },
    },
    { id: 'b_good', kind: 'long_text', key: 'comment', label: t('start.feedback.comment') },
    { id: 'b_mail', kind: 'email', key: 'email', label: t('start.email') },
  ];
}

/** What to send to make a form that starts like this. */
export function formOf(start: Start, t: Words): NewForm {
  const plain = { slug: '', audience: 'public', settings: {}, blocks: [] as unknown[] };
  switch (start) {
    case 'blank':
      return { ...plain, title: t('untitled') };
    case 'order':
      return { ...plain, title: t('start.order'), blocks: orderBlocks(t) };
    case 'request':
      return {
        ...plain,
        title: t('start.request'),
        audience: 'organisation',
        settings: { collect_email: 'signed_in' },
        blocks: requestBlocks(t),
      };
    case 'feedback':
      return { ...plain, title: t('start.feedback'), blocks: feedbackBlocks(t) };
  }
}
