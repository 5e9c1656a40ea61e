/**
 * The frames of /rt/{item}: the standard y-protocols messages, and Bureau's own from 100 on.
 * Bytes in, typed frames out; nothing here keeps state.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const STORED = 100;
const HELLO = 101;
const ROLE = 102;
const EVENT = 103;

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type DocumentRole = 'viewer' | 'commenter' | 'editor';

export interface Hello {
  role: DocumentRole;
  person: { id: string; name: string } | null;
  guest: string | null;
  schema: number;
  seq: number;
  readonly_reason?: string | null;
}

/** Something that the item's app announces, such as `{topic: 'threads'}`. */
export interface ItemEvent {
  topic: string;
  [member: string]: unknown;
}

export type Frame =
  | { kind: 'step1'; vector: Uint8Array }
  | { kind: 'step2' | 'update'; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array }
  | { kind: 'queryAwareness' }
  /** `frames`: how many update frames of this connection are durable, where the server counts. */
  | { kind: 'stored'; vector: Uint8Array; frames: number | null }
  | { kind: 'hello' | 'role'; hello: Hello }
  | { kind: 'event'; event: ItemEvent }
  | { kind: 'unknown' };

function syncFrame(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === STEP_1) return { kind: 'step1', vector: bytes };
  if (step === STEP_2) return { kind: 'step2', update: bytes };
  return step === UPDATE ? { kind: 'update', update: bytes } : { kind: 'unknown' };
}

function storedFrame(decoder: decoding.Decoder): Frame {
  const vector = decoding.readVarUint8Array(decoder);
  const frames = decoding.hasContent(decoder) ? decoding.readVarUint(decoder) : null;
  return { kind: 'stored', vector, frames };
}

/** Read one frame; a kind that we do not know is no error, so that servers may add some. */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === SYNC) return syncFrame(decoder);
  if (type === STORED) return storedFrame(decoder);
  if (type === QUERY_AWARENESS) return { kind: 'queryAwareness' };
  if (type === AWARENESS) return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
  if (type === HELLO || type === ROLE) {
    const hello = JSON.parse(decoding.readVarString(decoder)) as Hello;
    return { kind: type === HELLO ? 'hello' : 'role', hello };
  }
  if (type !== EVENT) return { kind: 'unknown' };
  return { kind: 'event', event: JSON.parse(decoding.readVarString(decoder)) as ItemEvent };
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const sync = (step: number, bytes: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, SYNC);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });

const text = (type: number, value: unknown) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarString(encoder, JSON.stringify(value));
  });

export const step1 = (vector: Uint8Array) => sync(STEP_1, vector);
export const step2 = (update: Uint8Array) => sync(STEP_2, update);
export const updateFrame = (update: Uint8Array) => sync(UPDATE, update);
export const helloFrame = (hello: Hello) => text(HELLO, hello);
export const roleFrame = (hello: Hello) => text(ROLE, hello);
export const eventFrame = (event: ItemEvent) => text(EVENT, event);

export const awarenessFrame = (update: Uint8Array) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, AWARENESS);
    encoding.writeVarUint8Array(encoder, update);
  });

export const queryAwareness = () =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, QUERY_AWARENESS);
  });

export const storedFrameOf = (vector: Uint8Array, frames: number | null) =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, STORED);
    encoding.writeVarUint8Array(encoder, vector);
    if (frames !== null) encoding.writeVarUint(encoder, frames);
  });
