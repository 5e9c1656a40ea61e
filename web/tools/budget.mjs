/**
 * Measures what a first visit loads (gzip) from the build's manifest and fails above the budget:
 * workspace 200 KiB of JavaScript, public form page 40 KiB.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
const size = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length;

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const loaded = (key) =>
  [...closure(key)].map((it) => manifest[it].file).filter((f) => f.endsWith('.js'));
const total = (files) => files.reduce((sum, file) => sum + size(file), 0);
const budgets = [
  ['workspace', 'index.html', 200],
  ['public form', 'src/apps/forms/public/main.ts', 40],
];

let over = false;
for (const [name, key, limit] of budgets) {
  if (!manifest[key]) continue;
  const kib = total(loaded(key)) / 1024;
  over ||= kib > limit;
  console.log(`${name.padEnd(14)} ${kib.toFixed(1).padStart(7)} KiB of ${limit}`);
}
const first = new Set(loaded('index.html'));
for (const key of Object.keys(manifest).filter((it) => it.includes('/pages/'))) {
  const more = loaded(key).filter((file) => !first.has(file));
  console.log(`  ${key.replace('src/', '').padEnd(44)} +${(total(more) / 1024).toFixed(1)} KiB`);
}
process.exit(over ? 1 : 0);
