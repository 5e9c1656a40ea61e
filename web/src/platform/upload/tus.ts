/**
 * Resumable upload (tus 1.0). A broken connection continues where the server stands; a file of any
 * size goes out in chunks, so memory stays flat.
 *
 *     const upload = startUpload({ endpoint, file, metadata, onProgress });
 *     await upload.finished;   // the location of the finished upload
 */
import { csrfToken, problemOf } from './wire';
import { offlineProblem, ProblemError } from '../api/problem';

export interface UploadRequest {
  endpoint: string;
  file: Blob;
  /** Sent as Upload-Metadata: filename, parent, … */
  metadata: Record<string, string>;
  onProgress?: (sentBytes: number, totalBytes: number) => void;
  chunkBytes?: number;
}

export interface Upload {
  /** Resolves with the upload's last response once all bytes are durable. */
  finished: Promise<UploadResult>;
  abort: () => void;
}

export interface UploadResult {
  location: string;
  /** Headers of the answer that completed the upload (the server names the new object there). */
  headers: Headers;
  /** Its body, when it is JSON. */
  body: unknown;
}

const CHUNK_BYTES = 8 * 1024 * 1024;
const ATTEMPTS = 6;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const encode = (value: string) => btoa(String.fromCharCode(...new TextEncoder().encode(value)));

export function uploadMetadata(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${encode(value)}`)
    .join(',');
}

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

function headersOf(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of xhr.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}

/** One request by XMLHttpRequest, because fetch has no upload progress. */
function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: Blob | null,
  signal: AbortSignal,
  onProgress: (sent: number) => void = () => undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    const all = { 'Tus-Resumable': '1.0.0', 'X-CSRFToken': csrfToken(), ...headers };
    for (const [name, value] of Object.entries(all)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => onProgress(event.loaded);
    xhr.onerror = () => reject(offlineProblem());
    xhr.onabort = () => reject(new DOMException('Upload stopped', 'AbortError'));
    xhr.onload = () =>
      resolve({ status: xhr.status, headers: headersOf(xhr), text: xhr.responseText });
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    if (signal.aborted) reject(new DOMException('Upload stopped', 'AbortError'));
    else xhr.send(body);
  });
}

function accepted(answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299) throw problemOf(answer);
  return answer;
}

const isRetriable = (error: unknown) =>
  error instanceof ProblemError &&
  (error.status === 0 || error.status === 409 || error.status >= 500);

async function create(request: UploadRequest, signal: AbortSignal): Promise<string> {
  const answer = await exchange(
    'POST',
    request.endpoint,
    {
      'Upload-Length': String(request.file.size),
      'Upload-Metadata': uploadMetadata(request.metadata),
    },
    null,
    signal,
  );
  const location = accepted(answer).headers.get('Location') ?? '';
  return new URL(location, new URL(request.endpoint, window.location.origin)).href;
}

async function serverOffset(location: string, signal: AbortSignal): Promise<number> {
  const answer = accepted(await exchange('HEAD', location, {}, null, signal));
  return Number(answer.headers.get('Upload-Offset') ?? 0);
}

function bodyOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text) as unknown;
  } catch {
    return null;
  }
}

async function run(request: UploadRequest, signal: AbortSignal): Promise<UploadResult> {
  const { file, onProgress = () => undefined, chunkBytes = CHUNK_BYTES } = request;
  const location = await create(request, signal);
  let offset = 0;
  let failures = 0;
  for (;;) {
    try {
      if (failures > 0) offset = await serverOffset(location, signal);
      const from = offset;
      const answer = accepted(
        await exchange(
          'PATCH',
          location,
          { 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
          file.slice(from, from + chunkBytes),
          signal,
          (sent) => onProgress(from + sent, file.size),
        ),
      );
      offset = Number(answer.headers.get('Upload-Offset') ?? from + chunkBytes);
      failures = 0;
      onProgress(offset, file.size);
      if (offset >= file.size) return { location, headers: answer.headers, body: bodyOf(answer) };
    } catch (error) {
      failures += 1;
      if (!isRetriable(error) || failures >= ATTEMPTS) throw error;
      await pause(500 * 2 ** failures * (0.5 + Math.random() / 2));
    }
  }
}

export function startUpload(request: UploadRequest): Upload {
  const controller = new AbortController();
  return { finished: run(request, controller.signal), abort: () => controller.abort() };
}
