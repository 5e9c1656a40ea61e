/**
 * What a page is: the settings of a document (Y.Map "page", absent keys mean defaults) and the
 * measures that follow from them, in CSS pixels (96 to the inch), before any zoom.
 */

export const sizes = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  Letter: [215.9, 279.4],
  Legal: [215.9, 355.6],
} as const;

export type PageSize = keyof typeof sizes;
export type Orientation = 'portrait' | 'landscape';

export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface PageSettings {
  size: PageSize;
  orientation: Orientation;
  /** Millimetres. */
  margins: Margins;
  /** Of the paper; '' is white. */
  color: string;
  pageNumbers: boolean;
  pageless: boolean;
  /** The first page has neither header nor footer. */
  differentFirst: boolean;
  language: string;
}

export const defaultPage: PageSettings = {
  size: 'A4',
  orientation: 'portrait',
  margins: { top: 25.4, right: 25.4, bottom: 25.4, left: 25.4 },
  color: '',
  pageNumbers: false,
  pageless: false,
  differentFirst: false,
  language: '',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isSize = (value: unknown): value is PageSize => typeof value === 'string' && value in sizes;

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : otherwise;
}

function marginsOf(value: unknown): Margins {
  const given = isRecord(value) ? value : {};
  const standard = defaultPage.margins;
  return {
    top: numberOr(given.top, standard.top),
    right: numberOr(given.right, standard.right),
    bottom: numberOr(given.bottom, standard.bottom),
    left: numberOr(given.left, standard.left),
  };
}

/** Settings from what is stored; anything unknown is read as the default. */
export function pageSettings(stored: Readonly<Record<string, unknown>>): PageSettings {
  return {
    size: isSize(stored.size) ? stored.size : defaultPage.size,
    orientation: stored.orientation === 'landscape' ? 'landscape' : 'portrait',
    margins: marginsOf(stored.margins),
    color: typeof stored.color === 'string' ? stored.color : '',
    pageNumbers: stored.pageNumbers === true,
    pageless: stored.pageless === true,
    differentFirst: stored.differentFirst === true,
    language: typeof stored.language === 'string' ? stored.language : '',
  };
}

export const px = (millimetres: number): number => (millimetres * 96) / 25.4;

/** Where things are on a page, in pixels. */
export interface Geometry {
  width: number;
  height: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
  /** Between two pages on the screen; none in print. */
  gap: number;
}

/** Header and footer start this far from the edge, as in other word processors. */
export const EDGE_PX = 48;
export const GAP_PX = 16;
const LEAST_TEXT_PX = 96;

/** The paper's width and height in millimetres. */
export function paper(settings: Pick<PageSettings, 'size' | 'orientation'>): [number, number] {
  const [short, long] = sizes[settings.size];
  return settings.orientation === 'landscape' ? [long, short] : [short, long];
}

/** Room that header and footer take, if more than the margins leave for them. */
export interface Edges {
  header: number;
  footer: number;
}

export function geometryOf(
  settings: PageSettings,
  edges: Edges = { header: 0, footer: 0 },
  gap = GAP_PX,
): Geometry {
  const [width, height] = paper(settings);
  const { margins } = settings;
  const needed = (edge: number) => (edge > 0 ? EDGE_PX + edge + 8 : 0);
  const top = Math.max(px(margins.top), needed(edges.header));
  const bottom = Math.max(px(margins.bottom), needed(edges.footer));
  const room = px(height) - LEAST_TEXT_PX;
  return {
    width: px(width),
    height: px(height),
    left: px(margins.left),
    right: px(margins.right),
    top: Math.min(top, room),
    bottom: Math.min(bottom, room - Math.min(top, room) + LEAST_TEXT_PX / 2),
    gap,
  };
}

/** Where the sheet of a page begins. */
export const sheetTop = (geometry: Geometry, page: number): number =>
  page * (geometry.height + geometry.gap);

/** Where the text of a page begins and ends. */
export const textTop = (geometry: Geometry, page: number): number =>
  sheetTop(geometry, page) + geometry.top;

export const textBottom = (geometry: Geometry, page: number): number =>
  sheetTop(geometry, page) + geometry.height - geometry.bottom;

/** The height of so many pages with the gaps between them. */
export const pagesHeight = (geometry: Geometry, pages: number): number =>
  pages * (geometry.height + geometry.gap) - geometry.gap;
