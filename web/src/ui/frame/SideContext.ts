/** Lets the toolbar show the side bar's button, and a side link close the phone's drawer. */
import { createContext, type ReactNode } from 'react';

export const SideContext = createContext<{ toggle: ReactNode; close: () => void }>({
  toggle: null,
  close: () => undefined,
});
