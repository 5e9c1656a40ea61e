/** The pages of the settings, in their order. */
import { lazy, type ComponentType } from 'react';
import {
  IconAdjustments,
  IconArrowForwardUp,
  IconBan,
  IconBeach,
  IconDeviceMobile,
  IconFilter,
  IconSignature,
  IconTag,
  IconTemplate,
  IconTransfer,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

export interface Section {
  name: string;
  labelKey: string;
  icon: Icon;
  Part: ComponentType;
  /** Only of one's own mailbox. */
  isPersonal?: boolean;
}

export const sections: readonly Section[] = [
  {
    name: 'general',
    labelKey: 'general',
    icon: IconAdjustments,
    Part: lazy(() => import('./parts/General')),
    isPersonal: true,
  },
  {
    name: 'labels',
    labelKey: 'labels',
    icon: IconTag,
    Part: lazy(() => import('./parts/LabelsPart')),
  },
  {
    name: 'identities',
    labelKey: 'identities',
    icon: IconSignature,
    Part: lazy(() => import('./parts/Identities')),
  },
  {
    name: 'rules',
    labelKey: 'rules',
    icon: IconFilter,
    Part: lazy(() => import('./rules/Rules')),
  },
  {
    name: 'vacation',
    labelKey: 'vacation',
    icon: IconBeach,
    Part: lazy(() => import('./parts/Vacation')),
  },
  {
    name: 'forwarding',
    labelKey: 'forwarding',
    icon: IconArrowForwardUp,
    Part: lazy(() => import('./parts/Forwarding')),
  },
  {
    name: 'blocked',
    labelKey: 'blocked',
    icon: IconBan,
    Part: lazy(() => import('./parts/Blocked')),
  },
  {
    name: 'templates',
    labelKey: 'templates',
    icon: IconTemplate,
    Part: lazy(() => import('./parts/Templates')),
  },
  {
    name: 'delegation',
    labelKey: 'delegation',
    icon: IconUsers,
    Part: lazy(() => import('./parts/Delegates')),
  },
  {
    name: 'transfers',
    labelKey: 'transfer',
    icon: IconTransfer,
    Part: lazy(() => import('./parts/Transfers')),
  },
  {
    name: 'apps',
    labelKey: 'apps',
    icon: IconDeviceMobile,
    Part: lazy(() => import('./parts/MailApps')),
    isPersonal: true,
  },
];
