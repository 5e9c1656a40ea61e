/** Prints messages as a page of their own, under a policy that loads and runs nothing. */
import { escapeHtml } from '@/editor/text';
import { queries } from '@/platform/api';
import { bodyQuery, pageQuery } from '@/apps/mail/client/threads';
import { cleanPage } from '@/apps/mail/model/clean';
import type { Head } from '@/apps/mail/model/mail';
import { addressText } from '@/apps/mail/model/people';

export interface PrintWords {
  to: string;
  cc: string;
  attachments: string;
  exact: (at: string) => string;
}

const POLICY = "default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'";
const STYLE =
  'body{font:13px/1.5 system-ui,sans-serif;margin:24px;color:#000;background:#fff}' +
  'h1{font-size:18px}article{border-top:1px solid #999;padding:12px 0}' +
  'header{margin-bottom:12px;color:#333}header strong{color:#000}' +
  'pre{font:inherit;white-space:pre-wrap}img{max-width:100%;height:auto}';

async function articleOf(accountId: string, email: Head, words: PrintWords): Promise<string> {
  const body = await queries.ensureQueryData(bodyQuery(accountId, email.id));
  const isHtml = body.htmlBody.some((part) => part.type === 'text/html');
  const text = body.textBody
    .map((part) => (part.partId ? (body.bodyValues[part.partId]?.value ?? '') : ''))
    .join('\n');
  const page = isHtml ? await queries.ensureQueryData(pageQuery(email.id)) : null;
  const content = page
    ? (await cleanPage(page.html)).body.innerHTML
    : `<pre>${escapeHtml(text)}</pre>`;
  const cc = email.cc?.length ? `<br>${words.cc} ${escapeHtml(addressText(email.cc))}` : '';
  const names = body.attachments.map((part) => part.name ?? part.type).join(', ');
  const files = names ? `<p>${words.attachments}: ${escapeHtml(names)}</p>` : '';
  return (
    `<article><header><strong>${escapeHtml(addressText(email.from))}</strong><br>` +
    `${escapeHtml(words.exact(email.receivedAt))}<br>` +
    `${words.to} ${escapeHtml(addressText(email.to))}${cc}</header>${content}${files}</article>`
  );
}

export async function printMessages(
  accountId: string,
  emails: readonly Head[],
  words: PrintWords,
): Promise<void> {
  const articles = await Promise.all(emails.map((email) => articleOf(accountId, email, words)));
  const subject = escapeHtml(emails[0]?.subject ?? '');
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  // Scripts stay off: the sandbox lets the page be printed and nothing else.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.title = subject;
  frame.srcdoc =
    `<!doctype html><html><head><meta charset="utf-8"><title>${subject}</title>` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style></head>` +
    `<body><h1>${subject}</h1>${articles.join('')}</body></html>`;
  frame.addEventListener('load', () => {
    frame.contentWindow?.print();
    window.setTimeout(() => frame.remove(), 60_000);
  });
  document.body.append(frame);
}
