/** Who is here, and whether we are: someone who does nothing for a while is idle. */
import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { participantsOf, type Participant } from '@/editor/collaboration';

const IDLE_MS = 120_000;

export function useParticipants(awareness: Awareness): Participant[] {
  const [people, setPeople] = useState(() => participantsOf(awareness));
  useEffect(() => {
    const look = () => {
      const next = participantsOf(awareness);
      setPeople((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [awareness]);
  return people;
}

/** Tells colleagues when this tab is left alone. */
export function useIdle(awareness: Awareness): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (isIdle: boolean) => {
      const state = awareness.getLocalState();
      if (state && (state.idle === true) !== isIdle) awareness.setLocalStateField('idle', isIdle);
    };
    const stir = () => {
      clearTimeout(timer);
      say(document.visibilityState === 'hidden');
      timer = setTimeout(() => say(true), IDLE_MS);
    };
    const events = ['keydown', 'pointerdown', 'wheel', 'visibilitychange'] as const;
    for (const name of events) document.addEventListener(name, stir, { passive: true });
    stir();
    return () => {
      clearTimeout(timer);
      for (const name of events) document.removeEventListener(name, stir);
    };
  }, [awareness]);
}
