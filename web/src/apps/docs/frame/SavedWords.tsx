/** Where the changes are, in words: nothing is called saved before the server said so. */
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconEye,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
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

export function SavedWords() {
  const { t } = useTranslation('docs');
  const { savedState } = useWorkbench().open;
  const isPhone = usePhone();
  const Icon = icons[savedState];
  const words = t(`saved.${savedState}`);
  return (
    <span
      className={classes.saved}
      role="status"
      title={words}
      data-wrong={savedState === 'unkept' || undefined}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={isPhone ? 'visually-hidden' : classes.savedWords}>{words}</span>
    </span>
  );
}
