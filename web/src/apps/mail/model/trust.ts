/** What a reader is told about where a message came from, made from the server's verdict. */
import type { Head, Trust } from './mail';

export type Warning = 'phishing' | 'spoof' | 'failed' | 'unproven' | 'external' | null;

interface Origin {
  trust: Trust | null;
  email: Pick<Head, 'from' | 'keywords'>;
  /** The organisation's own domain. */
  domain: string;
}

const domainOf = (address: string): string => address.toLowerCase().split('@')[1] ?? '';

/** The one thing that matters most; what is proven and from inside needs no words. */
export function warningOf({ trust, email, domain }: Origin): Warning {
  if (email.keywords.$phishing) return 'phishing';
  if (!trust || Object.keys(trust).length === 0) return null;
  const isOurs = domainOf(email.from?.[0]?.email ?? '') === domain.toLowerCase();
  if (trust.external && isOurs && trust.author !== 'proven') return 'spoof';
  if (trust.author === 'failed') return 'failed';
  if (!trust.external) return null;
  return trust.author === 'unproven' ? 'unproven' : 'external';
}

const results = ['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'] as const;
type Result = (typeof results)[number];

export interface Check {
  method: 'spf' | 'dkim' | 'dmarc' | 'arc';
  result: Result;
  tone: 'success' | 'warning' | 'danger' | 'neutral';
}

function toneOf(result: Result): Check['tone'] {
  if (result === 'pass') return 'success';
  if (result === 'fail') return 'danger';
  return result === 'none' || result === 'neutral' ? 'neutral' : 'warning';
}

/** The checks of the message's way here, as a table shows them. */
export function checksOf(trust: Trust | null): Check[] {
  const methods = ['spf', 'dkim', 'dmarc', 'arc'] as const;
  return methods.flatMap((method) => {
    const word = trust?.[method]?.toLowerCase().split(/\s/)[0];
    const result = results.find((it) => it === word);
    return result ? [{ method, result, tone: toneOf(result) }] : [];
  });
}

/** The reasons of the filter that have words of ours, the rest of them as they are. */
export const wordsIn = (reason: string): string | null =>
  reason.startsWith('words: ') ? reason.slice('words: '.length) : null;
