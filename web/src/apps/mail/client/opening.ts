/** Opens composers: for a new message, an answer, a forwarded message, a stored draft. */
import { queries } from '@/platform/api';
import type { PersonChoice } from '@/ui';
import { htmlOf } from '@/editor/text';
import { fromWire, signatureHtml } from '@/editor/wire';
import {
  attachmentOf,
  choiceOf,
  linksOf,
  messageFile,
  recipientsOf,
  subjectOf,
  type Answering,
  type Compose,
} from '../model/compose';
import { HEADER, readTerms } from '../model/confidential';
import type { Body, Head, Identity } from '../model/mail';
import { isAmong } from '../model/people';
import { forwardOf, quoteOf, splitDraft, type QuoteWords } from '../model/quote';
import { identitiesQuery } from './accounts';
import { addComposer, composersNow, patchComposer } from './composers';
import { settingsNow } from './settings';
import { downloadHref, sourceQuery } from './threads';

const marked = (html: string, text: string): string => {
  const words = html || (text && htmlOf(text));
  return words ? `<p>-- </p>${words}` : '';
};

/** What closes a message from this address; answers may have a shorter one. */
export function signatureOf(identity: Identity, isAnswer: boolean): string {
  const { replyHtmlSignature = '', replyTextSignature = '' } = identity;
  const own = isAnswer ? marked(replyHtmlSignature, replyTextSignature) : '';
  return own || marked(identity.htmlSignature, identity.textSignature);
}

const openingHtml = (identity: Identity, isAnswer: boolean): string => {
  const signature = signatureOf(identity, isAnswer);
  return signature ? `<p></p><p></p>${signatureHtml(signature)}` : '<p></p>';
};

function blank(accountId: string, identity: Identity, kind: Compose['kind'] = 'new'): Compose {
  const domain = identity.email.split('@')[1] ?? 'localhost';
  return {
    key: crypto.randomUUID(),
    accountId,
    identity,
    draftId: null,
    // Ours, so that sending again after a lost answer sends nothing twice.
    messageId: `${crypto.randomUUID()}@${domain}`,
    threadId: '',
    kind,
    inReplyTo: [],
    references: [],
    to: [],
    cc: [],
    bcc: (identity.bcc ?? []).map(choiceOf),
    subject: '',
    html: openingHtml(identity, kind !== 'new'),
    quote: '',
    attachments: [],
    place: 'dock',
    size: 'normal',
    state: 'untouched',
    followUpDays: null,
    confidential: null,
  };
}

const identitiesOf = (accountId: string): Promise<Identity[]> =>
  queries.ensureQueryData(identitiesQuery(accountId));

async function firstIdentity(accountId: string): Promise<Identity> {
  const identities = await identitiesOf(accountId);
  const chosen = settingsNow().default_identity_id;
  const identity = identities.find((it) => it.id === chosen) ?? identities[0];
  if (!identity) throw new Error('This mailbox has no address to write from.');
  return identity;
}

export async function write(
  accountId: string,
  to: PersonChoice[] = [],
  subject = '',
): Promise<void> {
  addComposer({ ...blank(accountId, await firstIdentity(accountId)), to, subject });
}

/** The identity that the message was written to, so that one answers as who was asked. */
function identityFor(email: Head, identities: readonly Identity[]): Identity | undefined {
  const people = [...(email.to ?? []), ...(email.cc ?? []), ...(email.from ?? [])];
  const addresses = people.map((one) => one.email);
  return identities.find((one) => isAmong(one.email, addresses)) ?? identities[0];
}

export async function answer(
  kind: Answering,
  accountId: string,
  email: Head,
  words: QuoteWords,
): Promise<void> {
  const open = composersNow().find((it) => it.place === 'inline' && it.threadId === email.threadId);
  const [identities, body] = await Promise.all([
    identitiesOf(accountId),
    queries.ensureQueryData(sourceQuery(accountId, email.id)),
  ]);
  const identity = identityFor(email, identities);
  if (!identity) return;
  const own = identities.map((one) => one.email);
  const { to, cc } = recipientsOf(kind, email, own);
  const isForward = kind === 'forward';
  const answering = {
    to: to.map(choiceOf),
    cc: cc.map(choiceOf),
    subject: subjectOf(kind, email.subject),
    quote: await (isForward ? forwardOf : quoteOf)(email, body, words),
  };
  if (open && !isForward) {
    patchComposer(open.key, { to: answering.to, cc: answering.cc });
    return;
  }
  addComposer({
    ...blank(accountId, identity, kind),
    ...answering,
    originalId: email.id,
    ...(isForward ? {} : linksOf(body)),
    attachments: isForward ? body.attachments.map(attachmentOf) : [],
    threadId: email.threadId,
    place: 'inline',
  });
}

/** Forward a message whole, as a file, so that nothing of it is lost or quoted. */
export async function forwardAttached(accountId: string, email: Head): Promise<void> {
  const identity = identityFor(email, await identitiesOf(accountId));
  if (!identity) return;
  addComposer({
    ...blank(accountId, identity, 'forward'),
    originalId: email.id,
    subject: subjectOf('forward', email.subject),
    attachments: [messageFile(email)],
  });
}

/** Go on with a draft; one that is open already comes to the front. */
export async function openDraft(
  accountId: string,
  email: Head,
  place: Compose['place'],
): Promise<void> {
  const open = composersNow().find((it) => it.draftId === email.id);
  if (open) return patchComposer(open.key, { size: 'normal' });
  const [identities, body] = await Promise.all([
    identitiesOf(accountId),
    queries.ensureQueryData(sourceQuery(accountId, email.id)),
  ]);
  const identity =
    identities.find((one) =>
      isAmong(
        one.email,
        (email.from ?? []).map((it) => it.email),
      ),
    ) ?? (await firstIdentity(accountId));
  addComposer({ ...blank(accountId, identity), ...contentOf(accountId, email, body), place });
}

/** Where a picture of the message is shown from. */
function pictureIn(accountId: string, body: Body, cid: string): string | null {
  const part = body.attachments.find((it) => it.cid === cid);
  if (!part?.blobId) return null;
  return downloadHref(accountId, part.blobId, part.name ?? 'picture', part.type);
}

function contentOf(accountId: string, email: Head, body: Body): Partial<Compose> {
  const part = body.htmlBody[0];
  const value = part?.partId ? (body.bodyValues[part.partId]?.value ?? '') : '';
  const html = part?.type === 'text/html' ? value : htmlOf(value);
  const { html: written, quote } = splitDraft(html);
  return {
    html: fromWire(written, (cid) => pictureIn(accountId, body, cid)),
    quote,
    draftId: email.id,
    messageId: body.messageId?.[0] ?? `${crypto.randomUUID()}@localhost`,
    threadId: email.threadId,
    inReplyTo: body.inReplyTo ?? [],
    references: body.references ?? [],
    to: (email.to ?? []).map(choiceOf),
    cc: (email.cc ?? []).map(choiceOf),
    bcc: (email.bcc ?? []).map(choiceOf),
    subject: email.subject,
    attachments: body.attachments.map(attachmentOf),
    confidential: readTerms(body[HEADER]),
    state: 'saved',
  };
}
