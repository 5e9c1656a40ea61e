/**
 * The rules that send answers to the address of a team: one for each address, for the options that
 * belong to it. The mail carries the response's id, so that it is sent once and found again.
 */
import type { RuleFields } from '../client/rules';
import type { Block } from './blocks';
import type { Condition } from './conditions';

export interface DeskWish {
  formId: string;
  /** Public address of the form; its host names the messages. */
  url: string;
  /** The question that decides, or none to send everything to one address. */
  question: Block | undefined;
  /** Address by key of the option; '' is for all responses when there is no question. */
  addresses: Readonly<Record<string, string>>;
  subject: string;
  /** Placeholder of the address that answers go to, empty for none. */
  replyTo: string;
  /** Empty: the one who saves the rules. */
  senderId: string;
  /** Place after the rules that are there. */
  position: number;
}

interface Target {
  address: string;
  keys: string[];
}

function targetsOf(addresses: DeskWish['addresses']): Target[] {
  const targets = new Map<string, string[]>();
  for (const [key, address] of Object.entries(addresses)) {
    if (address) targets.set(address, [...(targets.get(address) ?? []), key]);
  }
  return [...targets].map(([address, keys]) => ({ address, keys }));
}

function conditionOf(question: Block, keys: readonly string[]): Condition {
  const field = `answers.${question.key ?? ''}`;
  const [first = ''] = keys;
  if (question.kind === 'choices') {
    const parts = keys.map((value): Condition => ({ field, op: 'contains', value }));
    return parts.length === 1 ? { field, op: 'contains', value: first } : { any: parts };
  }
  return keys.length === 1
    ? { field, op: 'is', value: first }
    : { field, op: 'one_of', value: [...keys] };
}

function titleOf(question: Block | undefined, target: Target): string {
  const labels = target.keys.map(
    (key) => question?.options?.find((it) => it.key === key)?.label ?? key,
  );
  const what = question ? `${labels.join(', ')} → ` : '→ ';
  return `${what}${target.address}`.slice(0, 200);
}

/** Several answers may match several rules; each mail then needs a name of its own. */
function messageId(wish: DeskWish, index: number): string {
  const suffix = wish.question?.kind === 'choices' && index > 0 ? `.${index + 1}` : '';
  return `{{response_id}}${suffix}@forms.${new URL(wish.url).hostname}`;
}

export function deskRules(wish: DeskWish): RuleFields[] {
  return targetsOf(wish.addresses).map((target, index) => ({
    title: titleOf(wish.question, target),
    scope: `form:${wish.formId}`,
    events: ['form.answered'],
    condition: '',
    condition_tree: wish.question ? { ...conditionOf(wish.question, target.keys) } : null,
    actions: [
      {
        action: 'mail.send',
        arguments: {
          ...(wish.senderId && { from_person_id: wish.senderId }),
          to: [target.address],
          ...(wish.replyTo && { reply_to: wish.replyTo }),
          subject: wish.subject,
          text: '{{answers_text}}',
          attachments: '{{files}}',
          message_id: messageId(wish, index),
          headers: { 'X-Bureau-Form-Response': '{{response_id}}' },
          automatic: true,
        },
      },
    ],
    position: wish.position + index,
    stops: false,
    is_enabled: true,
    owner_id: '',
  }));
}
