/** Reads lists of addresses as people paste them: from other mail programs, sheets and web pages. */
import type { PersonChoice } from '@/ui';

const ADDRESS = /^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]+$/;

/** Whether a message can be addressed so. */
export const isAddress = (text: string): boolean => ADDRESS.test(text) && text.length <= 254;

/** The parts between commas, semicolons and line ends, except within quotes and brackets. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isAngled = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === '<') isAngled = true;
    else if (!isQuoted && letter === '>') isAngled = false;
    const isEnd = !isQuoted && !isAngled && /[,;\n\t]/.test(letter);
    if (isEnd) parts.push(part);
    part = isEnd ? '' : part + letter;
  }
  return [...parts, part].map((it) => it.trim()).filter(Boolean);
}

function choiceFrom(part: string): PersonChoice {
  const found = /^(.*?)\s*<\s*(?:mailto:)?([^<>]*)>$/s.exec(part);
  const email = (found?.[2] ?? part).trim().replace(/^mailto:/i, '');
  const name = (found?.[1] ?? '').trim().replace(/^["']|["']$/g, '');
  return { id: '', name: name || email, email, kind: 'free' };
}

/** People in `a@x.org, "Doe, Ann" <ann@x.org>; bob@x.org`; what is no address is kept to be mended. */
export function readAddresses(text: string): PersonChoice[] {
  return partsOf(text).flatMap((part) => {
    if (isAddress(part) || part.includes('<')) return [choiceFrom(part)];
    const words = part.split(/\s+/);
    // Addresses that only spaces separate.
    const isList = words.length > 1 && words.every(isAddress);
    return isList ? words.map(choiceFrom) : [choiceFrom(part)];
  });
}

/** Whether it reads like more than the beginning of a name. */
export const looksLikeAddresses = (text: string): boolean =>
  text.includes('@') && readAddresses(text).some((one) => isAddress(one.email));

export const domainOf = (email: string): string => email.split('@').at(-1)?.toLowerCase() ?? '';
