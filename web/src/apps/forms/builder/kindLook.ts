/** The icon of each kind of block, and their order in the menu. */
import {
  IconAlignLeft,
  IconAt,
  IconCalendar,
  IconCheckbox,
  IconCircleDot,
  IconClipboardText,
  IconFileUpload,
  IconHash,
  IconLetterCase,
  IconLink,
  IconListCheck,
  IconPhone,
  IconRulerMeasure,
  IconSection,
  IconStar,
  type Icon,
} from '@tabler/icons-react';
import type { Kind } from '../model/blocks';

export const kindIcon: Record<Kind, Icon> = {
  short_text: IconLetterCase,
  long_text: IconAlignLeft,
  choice: IconCircleDot,
  choices: IconListCheck,
  number: IconHash,
  date: IconCalendar,
  email: IconAt,
  phone: IconPhone,
  url: IconLink,
  rating: IconStar,
  scale: IconRulerMeasure,
  file: IconFileUpload,
  consent: IconCheckbox,
  section: IconSection,
  statement: IconClipboardText,
};

export const kindGroups: readonly { name: 'text' | 'choose' | 'more' | 'layout'; kinds: Kind[] }[] =
  [
    { name: 'choose', kinds: ['choice', 'choices', 'rating', 'scale', 'consent'] },
    { name: 'text', kinds: ['short_text', 'long_text', 'email', 'phone', 'url'] },
    { name: 'more', kinds: ['number', 'date', 'file'] },
    { name: 'layout', kinds: ['section', 'statement'] },
  ];
