/** A person's picture, or initials on a colour that stays the same for that person. */
import { Avatar } from '@mantine/core';
import classes from './PersonAvatar.module.css';

interface Props {
  name: string;
  /** Anything stable that tells persons apart: id or address. Default: the name. */
  seed?: string | undefined;
  photoUrl?: string | null | undefined;
  size?: number;
}

/** Each pair has a contrast of at least 4.5:1 with white. */
const colors = [
  '#4f46e5',
  '#0f766e',
  '#b45309',
  '#be185d',
  '#1d4ed8',
  '#7e22ce',
  '#15803d',
  '#b91c1c',
  '#0369a1',
  '#a21caf',
  '#4d7c0f',
  '#c2410c',
];

export function colorOf(seed: string): string {
  let hash = 0;
  for (const char of seed) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) | 0;
  return colors[Math.abs(hash) % colors.length] ?? '#4f46e5';
}

export function initialsOf(name: string): string {
  const words = name
    .replace(/[<>"'()]/g, '')
    .split(/[\s.@_-]+/)
    .filter(Boolean);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? words[words.length - 1] : '';
  return [first, last]
    .map((it) => [...(it ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

export function PersonAvatar({ name, seed, photoUrl, size = 28 }: Props) {
  return (
    <Avatar
      size={size}
      radius={size}
      src={photoUrl ?? null}
      alt=""
      aria-hidden
      styles={{
        placeholder: {
          background: colorOf(seed ?? name),
          color: '#fff',
          fontSize: Math.round(size * 0.4),
          fontWeight: 600,
          border: 0,
        },
      }}
    >
      {/* Drawn by CSS: decoration is no part of the text of the button around it. */}
      <span className={classes.initials} data-initials={initialsOf(name)} />
    </Avatar>
  );
}
