/** What kind of file it is: its icon, its colour, how it can be looked at. */
import {
  IconFile,
  IconFileMusic,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconFolderFilled,
  IconMovie,
  IconPhoto,
  IconPresentation,
  type Icon,
} from '@tabler/icons-react';

export type FileKind =
  | 'folder'
  | 'image'
  | 'pdf'
  | 'text'
  | 'document'
  | 'sheet'
  | 'slides'
  | 'audio'
  | 'video'
  | 'archive'
  | 'other';

/** What is needed to tell. */
export interface Typed {
  is_folder: boolean;
  media_type: string;
}

const patterns: [RegExp, FileKind][] = [
  [/^image\//, 'image'],
  [/^application\/pdf/, 'pdf'],
  [/spreadsheet|ms-excel|text\/csv/, 'sheet'],
  [/presentation|ms-powerpoint/, 'slides'],
  [/wordprocessing|opendocument\.text|msword|rtf|epub/, 'document'],
  [/^text\/|json|xml|javascript|yaml/, 'text'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
  [/zip|tar|compressed|rar/, 'archive'],
];

export function kindOf(node: Typed): FileKind {
  if (node.is_folder) return 'folder';
  return patterns.find(([pattern]) => pattern.test(node.media_type))?.[1] ?? 'other';
}

export const iconOf: Record<FileKind, Icon> = {
  folder: IconFolderFilled,
  image: IconPhoto,
  pdf: IconFileTypePdf,
  text: IconFileText,
  document: IconFileText,
  sheet: IconFileSpreadsheet,
  slides: IconPresentation,
  audio: IconFileMusic,
  video: IconMovie,
  archive: IconFileZip,
  other: IconFile,
};

export type Look = 'image' | 'pdf' | 'text' | 'audio' | 'video' | 'none';

const LARGEST_TEXT_BYTES = 1_000_000;
const playable = /^(audio\/(mpeg|ogg|flac|wav)|video\/(mp4|webm))$/;

/** How the file can be looked at in the browser. */
export function lookOf(node: Typed & { size_bytes: number; has_preview: boolean }): Look {
  const kind = kindOf(node);
  if (node.has_preview) return 'image';
  if (kind === 'pdf') return 'pdf';
  const isText = kind === 'text' || node.media_type === 'text/csv';
  if (isText && node.size_bytes <= LARGEST_TEXT_BYTES) return 'text';
  if ((kind === 'audio' || kind === 'video') && playable.test(node.media_type)) return kind;
  return 'none';
}

/** A name without its ending, for selecting it in a field: "plan.final.pdf" → 10. */
export function stemLength(name: string): number {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? dot : name.length;
}
