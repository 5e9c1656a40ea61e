/** The dialogs that are asked for from anywhere in the calendar. */
import { lazy, Suspense } from 'react';
import type { Occurrence } from '../client/types';
import type { Times } from '../model/moving';
import { dismissAsked, useAsked, type Asked } from './asking';
import { useFocusReturn } from './focus';
import { ScopeDialog } from './ScopeDialog';
import { TimesDialog } from './TimesDialog';

const AddDialog = lazy(() => import('./share/AddDialog'));
const ShareDialog = lazy(() => import('./share/ShareDialog'));
const LateDialog = lazy(() => import('./event/LateDialog'));

interface Props {
  onMove?: (it: Occurrence, times: Times) => void;
}

export function Questions({ onMove }: Props) {
  const asked = useAsked();
  return asked && <Question asked={asked} onMove={onMove} />;
}

/** The event that a question is about; empty where it is about none on screen. */
function aboutOf(asked: Asked): string {
  if (asked.kind === 'scope') return asked.question.about ?? '';
  return 'occurrence' in asked ? asked.occurrence.id : '';
}

function Question({ asked, onMove }: { asked: Asked; onMove: Props['onMove'] }) {
  useFocusReturn(aboutOf(asked));
  switch (asked.kind) {
    case 'scope':
      return <ScopeDialog question={asked.question} onAnswer={asked.answer} />;
    case 'move':
    case 'length':
      return (
        <TimesDialog
          kind={asked.kind}
          occurrence={asked.occurrence}
          onClose={dismissAsked}
          onMove={(it, times) => onMove?.(it, times)}
        />
      );
    case 'late':
      return (
        <Suspense>
          <LateDialog occurrence={asked.occurrence} onClose={dismissAsked} />
        </Suspense>
      );
    case 'calendar':
      return (
        <Suspense>
          <ShareDialog id={asked.id} onClose={dismissAsked} />
        </Suspense>
      );
    case 'new':
      return (
        <Suspense>
          <AddDialog what={asked.what} onClose={dismissAsked} />
        </Suspense>
      );
  }
}
