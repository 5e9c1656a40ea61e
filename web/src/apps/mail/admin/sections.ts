/** The pages of mail's administration, in their order. */
import { lazy, type ComponentType } from 'react';
import {
  IconAt,
  IconGauge,
  IconListCheck,
  IconRoute,
  IconRouteAltLeft,
  IconShieldHalf,
  IconSparkles,
  IconWorldCheck,
  type Icon,
} from '@tabler/icons-react';

interface Section {
  name: string;
  labelKey: string;
  icon: Icon;
  Part: ComponentType;
}

export const sections: readonly Section[] = [
  {
    name: 'domains',
    labelKey: 'domains',
    icon: IconWorldCheck,
    Part: lazy(() => import('./parts/Domains')),
  },
  {
    name: 'aliases',
    labelKey: 'aliases',
    icon: IconAt,
    Part: lazy(() => import('./parts/Aliases')),
  },
  {
    name: 'routing',
    labelKey: 'routing',
    icon: IconRouteAltLeft,
    Part: lazy(() => import('./parts/Routing')),
  },
  {
    name: 'quarantine',
    labelKey: 'quarantine',
    icon: IconShieldHalf,
    Part: lazy(() => import('./parts/Quarantine')),
  },
  {
    name: 'limits',
    labelKey: 'limits',
    icon: IconGauge,
    Part: lazy(() => import('./parts/Limits')),
  },
  {
    name: 'suggestions',
    labelKey: 'suggestions',
    icon: IconSparkles,
    Part: lazy(() => import('./parts/Suggestions')),
  },
  {
    name: 'trace',
    labelKey: 'trace',
    icon: IconRoute,
    Part: lazy(() => import('./parts/Trace')),
  },
  {
    name: 'queue',
    labelKey: 'queue',
    icon: IconListCheck,
    Part: lazy(() => import('./parts/Queue')),
  },
];
