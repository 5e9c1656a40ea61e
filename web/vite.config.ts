/**
 * Builds two entries: the workspace (index.html) and the public form page, which Django's
 * templates find through dist/.vite/manifest.json.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const publicForm = here('src/apps/forms/public/main.ts');
const backend = process.env.BUREAU_PUBLIC_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': here('src') } },
  build: {
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: { main: here('index.html'), ...(existsSync(publicForm) ? { publicForm } : {}) },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/api',
        '/_allauth',
        '/.well-known',
        '/f/',
        '/jmap',
        '/mail/view',
        '/mail/images',
        '/mail/import',
        '/mail/transfers',
        '/compose',
        '/files',
        '/rt',
        '/dav',
      ].map((path) => [
        path,
        { target: backend, changeOrigin: false, ws: path === '/rt' || path === '/compose' },
      ]),
    ),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/platform/testing/setup.ts'],
    restoreMocks: true,
  },
});
