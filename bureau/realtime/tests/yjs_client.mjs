// A stock Yjs client: yjs and y-protocols over a websocket. It writes at random, then waits until it
// sees as much as it is told, and prints its document as JSON.
// node yjs_client.mjs WEB ADDRESS AUTHORIZATION SEED EDITS
import { createRequire } from 'node:module';

const [web, address, authorization, seed, edits] = process.argv.slice(2);
const require = createRequire(`${web}/package.json`);
const Y = require('yjs');
const sync = require('y-protocols/sync');
const encoding = require('lib0/encoding');
const decoding = require('lib0/decoding');
const WebSocket = require('ws');

const WORDS = ['a', 'be', 'déjà', '😀', '👩‍🚀 ', 'wörter '];
let state = Number(seed);
const chance = (below) => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * below);
};

const doc = new Y.Doc();
const body = doc.getXmlFragment('body');
const text = doc.getText('text');
const page = doc.getMap('page');
const socket = new WebSocket(address, { headers: { Authorization: authorization } });
socket.binaryType = 'arraybuffer';

const send = (write) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
};

doc.on('update', (update, origin) => {
  if (origin !== socket) send((encoder) => sync.writeUpdate(encoder, update));
});

const paragraph = (word) => {
  const node = new Y.XmlElement('paragraph');
  node.setAttribute('style', 'normal');
  node.setAttribute('level', chance(9));
  const inner = new Y.XmlText();
  inner.insert(0, word, chance(2) ? { bold: {}, 'comment--Abc': { id: 'x' } } : {});
  node.insert(0, [inner]);
  return node;
};

// Offsets between characters: half of a surrogate pair is no character, and editors do not cut it.
const places = () => {
  const found = [0];
  for (const { insert } of text.toDelta())
    for (const char of typeof insert === 'string' ? insert : ['x'])
      found.push(found.at(-1) + char.length);
  return found;
};
const place = () => {
  const found = places();
  return found[chance(found.length)];
};
const range = (most) => {
  const found = places();
  const start = chance(found.length);
  const end = Math.min(found.length - 1, start + 1 + chance(most));
  return [found[start], found[end] - found[start]];
};

const STEPS = [
  () => text.insert(place(), WORDS[chance(WORDS.length)]),
  () => text.insert(place(), WORDS[chance(WORDS.length)], { link: { href: '/' } }),
  () => text.delete(...range(4)),
  () => text.format(...range(5), { bold: chance(2) ? {} : null }),
  () => body.insert(chance(body.length + 1), [paragraph(WORDS[chance(WORDS.length)])]),
  () => body.length && body.delete(chance(body.length), 1),
  () => body.length && body.get(0).setAttribute('align', 'right'),
  () => page.set('margins', { top: chance(50) + 0.5, left: 25, list: [1, null, true, 'é'] }),
  () => page.set('image', new Uint8Array([1, 2, 255])),
  () => text.insertEmbed(place(), { image: 'asset:1' }),
];

const shown = () => ({
  text: text.toDelta(),
  body: body.toString(),
  page: page.toJSON(),
  vector: Object.fromEntries([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort()),
});

const startWriting = () => {
  let left = Number(edits);
  const timer = setInterval(() => {
    STEPS[chance(STEPS.length)]();
    if (--left <= 0) {
      clearInterval(timer);
      console.log('written');
    }
  }, 4);
};

socket.on('open', () => send((encoder) => sync.writeSyncStep1(encoder, doc)));
socket.on('message', (data) => {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  if (decoding.readVarUint(decoder) !== 0) return;
  const isFirst = decoder.arr[1] === 1;
  send((encoder) => sync.readSyncMessage(decoder, encoder, doc, socket));
  if (isFirst) startWriting();
});
socket.on('close', (code) => {
  console.error(`closed: ${code}`);
  process.exit(1);
});
process.stdin.on('data', () => {
  console.log(JSON.stringify(shown()));
  process.exit(0);
});
