/** Where the changes are, in words: nothing is called saved before the server said so. */
import { useEffect, useState } from 'react';
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconEye,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { DocumentProvider, SavedState } from '@/platform/realtime';
import { usePhone } from '@/ui';
import { useWorkbench } from './workbench';
import classes from './header.module.css';

const icons = {
  loading: IconCloudUp,
  saved: IconCloudCheck,
  saving: IconCloudUp,
  offline: IconCloudOff,
  unkept: IconAlertTriangle,
  viewOnly: IconEye,
};

const CALM_MS = 500;

/** The state, but "Saving…" only when it lasts: not with every key. */
function useCalmly(provider: DocumentProvider): SavedState {
  const [shown, setShown] = useState<SavedState>(() => provider.getState().saved);
  useEffect(() => {
    let timer: number | undefined;
    const look = () => {
      window.clearTimeout(timer);
      timer = undefined;
      const { saved } = provider.getState();
      if (saved !== 'saving') setShown(saved);
      else timer = window.setTimeout(() => setShown(saved), CALM_MS);
    };
    look();
    const stop = provider.subscribe(look);
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [provider]);
  return shown;
}

export function SavedWords() {
  const { t } = useTranslation('docs');
  const { provider } = useWorkbench().open;
  const saved = useCalmly(provider);
  const isPhone = usePhone();
  const Icon = icons[saved];
  const words = t(`saved.${saved}`);
  return (
    <span
      className={classes.saved}
      role="status"
      title={words}
      data-wrong={saved === 'unkept' || undefined}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={isPhone ? 'visually-hidden' : classes.savedWords}>{words}</span>
    </span>
  );
}
