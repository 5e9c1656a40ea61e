import { expect, test } from 'vitest';
import { kindOf, lookOf, stemLength } from './files';

const file = (media_type: string, size_bytes = 10, has_preview = false) => ({
  is_folder: false,
  media_type,
  size_bytes,
  has_preview,
});

test('tells the kind of a file by its media type', () => {
  expect(kindOf({ is_folder: true, media_type: '' })).toBe('folder');
  expect(kindOf(file('text/csv'))).toBe('sheet');
  expect(kindOf(file('text/markdown'))).toBe('text');
  expect(kindOf(file('application/vnd.oasis.opendocument.text'))).toBe('document');
  expect(kindOf(file('application/octet-stream'))).toBe('other');
});

test('shows text only as long as it is short, and pictures only where the server says so', () => {
  expect(lookOf(file('text/plain'))).toBe('text');
  expect(lookOf(file('text/plain', 2_000_000))).toBe('none');
  expect(lookOf(file('image/png', 10, true))).toBe('image');
  expect(lookOf(file('image/tiff'))).toBe('none');
  expect(lookOf(file('video/quicktime'))).toBe('none');
});

test('leaves the ending of a name alone when renaming', () => {
  expect(stemLength('plan.final.pdf')).toBe(10);
  expect(stemLength('.profile')).toBe(8);
  expect(stemLength('notes')).toBe(5);
});
