/** The panel at the right: comments, versions or suggestions. */
import { lazy, Suspense } from 'react';
import { CommentsPanel } from '../comments/CommentsPanel';
import { SuggestionsPanel } from '../suggestions/SuggestionsPanel';
import { useWorkbench } from './workbench';

const VersionsPanel = lazy(() =>
  import('../versions/VersionsPanel').then((it) => ({ default: it.VersionsPanel })),
);

export function Panels() {
  const { panel } = useWorkbench();
  if (panel === 'comments') return <CommentsPanel />;
  if (panel === 'suggestions') return <SuggestionsPanel />;
  return <Suspense>{panel === 'versions' && <VersionsPanel />}</Suspense>;
}
