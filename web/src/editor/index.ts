/**
 * The shared rich text kit. Load it lazily: it brings the editor's engine along.
 *
 *     const RichText = lazy(() => import('@/editor'));
 */
import './catalogue';

export { RichText as default } from './RichText';
