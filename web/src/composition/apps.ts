/** The list of apps: every folder of apps/ whose index.ts exports `app`, by its place in the rail. */
import type { AppModule } from '@/platform/app';

const modules = import.meta.glob<{ app: AppModule }>('../apps/*/index.ts', { eager: true });

export const apps: AppModule[] = Object.values(modules)
  .map((module) => module.app)
  .sort((a, b) => a.order - b.order);
