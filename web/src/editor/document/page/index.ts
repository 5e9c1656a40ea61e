/** Pages: their measures, where they end, and the sheets on the screen. */
export {
  defaultPage,
  EDGE_PX,
  GAP_PX,
  geometryOf,
  pageSettings,
  paper,
  sheetTop,
  sizes,
  type Geometry,
  type Margins,
  type Orientation,
  type PageSettings,
  type PageSize,
} from './geometry';
export { PageCanvas, usePageLayout } from './PageCanvas';
export { DirectTyping } from './typing';
export { pageAt, Pages, pagesOf, setGeometry } from './pages';
