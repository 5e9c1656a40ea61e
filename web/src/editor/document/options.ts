/** What the surroundings lend to the editor: words, storage of pictures, people and files. */

/** Translates a key of the `editor` catalogue. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** A picture as the server keeps it; sizes in pixels. */
export interface StoredImage {
  /** `asset:<id>` */
  src: string;
  width: number | null;
  height: number | null;
}

export interface MentionChoice {
  kind: 'person' | 'file' | 'date' | 'event';
  /** Id of the person, file or event; the ISO date of a date. */
  ref: string;
  label: string;
  /** A second line: an e-mail address, a folder. */
  detail?: string;
}

export interface LinkPreview {
  title: string;
  detail?: string;
}

export interface DocumentOptions {
  /** Pasted references to comments and pictures are only kept within the same document. */
  documentId: string;
  t: Words;
  /** BCP 47 language of dates and of quotes. */
  language: string;
  /** Stores a picture: a file, or the address of one that the server fetches. */
  uploadImage: (
    source: File | string,
    report: (fraction: number) => void,
    signal: AbortSignal,
  ) => Promise<StoredImage>;
  /** Where the browser finds the picture `asset:<id>` of this or another document. */
  assetUrl: (src: string, documentId?: string) => string;
  findPeople: (text: string, signal: AbortSignal) => Promise<MentionChoice[]>;
  findFiles: (text: string, signal: AbortSignal) => Promise<MentionChoice[]>;
  /** Coming events of the calendar, where there is one. */
  findEvents?: (text: string, signal: AbortSignal) => Promise<MentionChoice[]>;
  /** The title of what an address of ours leads to; null when nothing is known. */
  previewLink: (href: string, signal: AbortSignal) => Promise<LinkPreview | null>;
  /** Where a click on a mention leads; null when nowhere. */
  mentionHref: (kind: string, ref: string) => string | null;
  /** Follows an address of our own without loading the page anew. */
  openLink: (href: string) => void;
  /** The page that a position is on, for the table of contents; null while unknown. */
  pageOf: (pos: number) => number | null;
  /** What a field shows (`page`, `pages`, `title`, `date`); null shows its name. */
  fieldText: (kind: string) => string | null;
  /** “Curly” quotes, dashes and ellipses while typing. */
  smartQuotes: () => boolean;
}

const refused = () => Promise.reject(new Error('Pictures cannot be stored here.'));

export const defaultOptions: DocumentOptions = {
  documentId: '',
  t: (key) => key,
  language: 'en',
  uploadImage: refused,
  assetUrl: (src) => src,
  findPeople: () => Promise.resolve([]),
  findFiles: () => Promise.resolve([]),
  previewLink: () => Promise.resolve(null),
  mentionHref: () => null,
  openLink: (href) => window.open(href, '_blank', 'noopener'),
  pageOf: () => null,
  fieldText: () => null,
  smartQuotes: () => false,
};
