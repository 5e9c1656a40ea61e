import { describe, expect, test } from 'vitest';
import { defaultPage, geometryOf, pageSettings, pagesHeight } from './geometry';
import { paginate, withoutOrphans, type Flow } from './paginate';

/** A page with 100 px for text, from 10 to 110, 120 high, 20 between pages. */
const geometry = { width: 100, height: 120, top: 10, right: 0, bottom: 10, left: 0, gap: 20 };
const block = (height: number, more: Partial<Flow> = {}): Flow => ({
  height,
  cuts: () => [],
  ...more,
});
const lines = (count: number, more: Partial<Flow> = {}): Flow =>
  block(count * 10, {
    cuts: () => withoutOrphans(Array.from({ length: count }, (_, line) => (line + 1) * 10)),
    ...more,
  });
const cutsOf = (blocks: Flow[]) =>
  paginate(blocks, geometry).cuts.map(({ block: index, at, space }) => [index, at, space]);

describe('pages', () => {
  test('an empty document has one page', () => {
    expect(paginate([], geometry)).toEqual({ cuts: [], pages: 1, end: 10, notes: [0] });
  });

  test('what fits stays on the page, to its last pixel', () => {
    const laid = paginate([block(60), block(40)], geometry);
    expect(laid).toMatchObject({ cuts: [], pages: 1, end: 110 });
  });

  test('a block that does not fit moves to the text of the next page', () => {
    const laid = paginate([block(60), block(50)], geometry);
    // From 70 to 150: 140 is the second sheet's top, 10 its margin.
    expect(laid).toMatchObject({ cuts: [{ block: 1, at: 0, space: 80, page: 1 }], end: 200 });
    expect(laid.pages).toBe(2);
  });

  test('a paragraph parts between lines, with two lines on either side', () => {
    expect(cutsOf([block(70), lines(8)])).toEqual([[1, 30, 40]]);
    expect(cutsOf([block(80), lines(3)])).toEqual([[1, 0, 60]]);
    expect(cutsOf([block(90), lines(8)])).toEqual([[1, 0, 50]]);
  });

  test('a paragraph longer than two pages parts on each', () => {
    const laid = paginate([lines(25)], geometry);
    expect(laid.cuts.map((cut) => [cut.at, cut.space, cut.page])).toEqual([
      [100, 40, 1],
      [200, 40, 2],
    ]);
    expect(laid).toMatchObject({ pages: 3, end: 340 });
  });

  test('a block that cannot part and is higher than a page hangs over, and the next begins a page', () => {
    expect(cutsOf([block(20), block(150), block(10)])).toEqual(
      [
        [1, 0, 120],
        [2, 0, 290 - 300 + 140 - 140 + 10],
      ].slice(0, 1),
    );
    expect(paginate([block(150), block(10)], geometry)).toMatchObject({ pages: 2, end: 170 });
  });

  test('a heading goes along with what follows it', () => {
    const heading = block(20, { keepNext: true });
    expect(cutsOf([block(70), heading, block(40)])).toEqual([[1, 0, 70]]);
    expect(cutsOf([block(50), heading, heading, block(40)])).toEqual([[1, 0, 90]]);
    expect(cutsOf([heading, block(90)])).toEqual([[1, 0, 120]]);
  });

  test('a break begins a page, also the last one', () => {
    const pageBreak = block(4, { endsPage: true });
    expect(cutsOf([block(10), pageBreak, block(10)])).toEqual([[2, 0, 126]]);
    expect(cutsOf([block(10), block(10, { startsPage: true })])).toEqual([[1, 0, 130]]);
    expect(cutsOf([block(10, { startsPage: true })])).toEqual([]);
    expect(paginate([block(10), pageBreak], geometry).pages).toBe(2);
  });

  test('footnotes take their room at the foot of the page that refers to them', () => {
    const noted = lines(4, { notes: [{ at: 35, height: 20 }] });
    expect(paginate([block(10), noted], geometry)).toMatchObject({ cuts: [], notes: [20] });
    const laid = paginate([block(60), noted], geometry);
    expect(laid.cuts).toEqual([{ block: 1, at: 20, space: 60, page: 1 }]);
    expect(laid.notes).toEqual([0, 20]);
  });
});

describe('geometry', () => {
  test('A4 in pixels', () => {
    const found = geometryOf(defaultPage);
    expect([found.width, found.height].map(Math.round)).toEqual([794, 1123]);
    expect(found.top).toBeCloseTo(96);
    expect(pagesHeight(found, 2)).toBeCloseTo(2 * found.height + 16);
  });

  test('landscape turns the paper', () => {
    const found = geometryOf({ ...defaultPage, orientation: 'landscape' });
    expect(Math.round(found.width)).toBe(1123);
  });

  test('a high header pushes the text down', () => {
    expect(geometryOf(defaultPage, { header: 100, footer: 0 }).top).toBe(156);
  });

  test('what is stored is trusted only where it makes sense', () => {
    const stored = { size: 'A9', orientation: 'landscape', margins: { top: -1, left: 10 } };
    expect(pageSettings(stored)).toEqual({
      ...defaultPage,
      orientation: 'landscape',
      margins: { ...defaultPage.margins, left: 10 },
    });
  });
});
