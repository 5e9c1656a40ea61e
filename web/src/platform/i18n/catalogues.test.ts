/**
 * Every catalogue speaks all languages with the same keys, and code and catalogues agree: no key
 * is missing, none is unused.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from './i18n';

const source = join(import.meta.dirname, '../..');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const all = filesBelow(source);
const folders = [...new Set(all.filter((it) => it.endsWith('locales/en.json')).map(dirname))];
const plural = /_(zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(plural, '');
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const keysOf = (path: string) => [...new Set(Object.keys(read(path)).map(base))].sort();
const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((it) => it[1]).sort();

/** A part of an app with words of its own is not asked for in those of the app. */
function isElsewhere(path: string, folder: string): boolean {
  const home = `${dirname(folder)}/`;
  return folders.some(
    (it) => it !== folder && it.startsWith(home) && path.startsWith(`${dirname(it)}/`),
  );
}

function codeOf(folder: string): string {
  return all
    .filter((it) => it.startsWith(`${dirname(folder)}/`) && /\.tsx?$/.test(it))
    .filter((it) => !isElsewhere(it, folder))
    .filter((it) => !it.includes('.test.'))
    .map((it) => readFileSync(it, 'utf8'))
    .join('\n')
    .replace(/\/\*\*[\s\S]*?\*\//g, '');
}

describe.each(folders)('%s', (folder) => {
  const english = read(join(folder, 'en.json'));
  const keys = keysOf(join(folder, 'en.json'));
  const code = codeOf(folder);

  test.each(languages)('has the same keys in %s', (language) => {
    expect(keysOf(join(folder, `${language}.json`))).toEqual(keys);
  });

  test.each(languages)('fills the same blanks in %s', (language) => {
    for (const [key, text] of Object.entries(read(join(folder, `${language}.json`)))) {
      const original = english[key] ?? english[`${base(key)}_other`] ?? '';
      if (!/_(one|many)$/.test(key))
        expect([key, placeholders(text)]).toEqual([key, placeholders(original)]);
    }
  });

  test('has every key that the code asks for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'(?!,\s*\{\s*ns:)/g)].map((it) => it[1] ?? '');
    expect(asked.filter((key) => !keys.includes(base(key)))).toEqual([]);
  });

  test('has no key that the code never asks for', () => {
    const prefixes = [...code.matchAll(/`([\w.-]+[.-])\$\{/g)].map((it) => it[1] ?? '');
    const isUsed = (key: string) =>
      code.includes(`'${key}'`) ||
      code.includes(`"${key}"`) ||
      prefixes.some((it) => key.startsWith(it));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });
});
