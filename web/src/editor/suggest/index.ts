/**
 * Predictive text for the rich text field. Load it lazily:
 *
 *     const { SuggestExtension } = await import('@/editor/suggest');
 *     <RichText extensions={[SuggestExtension.configure({ ask, context, isOn, hint })]} … />
 */
export { SuggestExtension, type SuggestOptions } from './extension';
