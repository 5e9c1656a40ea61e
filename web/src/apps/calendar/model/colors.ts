/** The colours that calendars and events may have: each stands out on light and on dark ground. */

export const palette = [
  { name: 'indigo', value: '#5b57e0' },
  { name: 'blue', value: '#2874d0' },
  { name: 'cyan', value: '#0f8aa6' },
  { name: 'teal', value: '#12877a' },
  { name: 'green', value: '#2f8f46' },
  { name: 'olive', value: '#76860f' },
  { name: 'amber', value: '#b7791f' },
  { name: 'orange', value: '#cc5f1a' },
  { name: 'red', value: '#cf3a3a' },
  { name: 'pink', value: '#c93a7d' },
  { name: 'purple', value: '#8b45cf' },
  { name: 'grey', value: '#6b6b78' },
] as const;

/** A colour that stands for nothing yet; one of all where all are taken. */
export function freeColor(taken: readonly string[]): string {
  const used = new Set(taken.map((it) => it.toLowerCase()));
  const free = palette.find((it) => !used.has(it.value)) ?? palette[used.size % palette.length];
  return free?.value ?? first;
}

const first = palette[0].value;

/** A colour as the style sheet may use it; what is none becomes the first one. */
export const safeColor = (color: string): string =>
  /^#[0-9a-f]{6}$/i.test(color) ? color : (palette.find((it) => it.name === color)?.value ?? first);
