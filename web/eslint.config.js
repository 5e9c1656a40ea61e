/**
 * Lint rules. The import boundaries mirror the server's layers: composition → shell → apps →
 * editor → ui → platform; an app never imports another app except through its index.
 */
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const deny = (...groups) => ({
  'no-restricted-imports': [
    'error',
    { patterns: groups.map(([group, message]) => ({ group: [].concat(group), message })) },
  ],
});

const above = {
  platform: ['@/ui/*', '@/ui', '@/editor/*', '@/apps/*', '@/shell/*', '@/composition/*'],
  ui: ['@/editor/*', '@/apps/*', '@/shell/*', '@/composition/*'],
  editor: ['@/apps/*', '@/shell/*', '@/composition/*'],
  apps: ['@/shell/*', '@/composition/*'],
  shell: ['@/composition/*', '@/apps/*'],
};

const layer = (name) => ({
  files: [`src/${name}/**/*.{ts,tsx}`],
  rules: deny([above[name], `${name} may import only the layers below it`]),
});

const apps = ['people', 'drive', 'docs', 'mail', 'forms', 'desk', 'calendar'];
const app = (name) => ({
  files: [`src/apps/${name}/**/*.{ts,tsx}`],
  rules: deny(
    [above.apps, 'apps may import only editor, ui and platform'],
    [
      apps.filter((other) => other !== name).map((other) => `@/apps/${other}/*`),
      'apps are blind to one another: use the other app’s index, or the API',
    ],
    [['../../*/*', '../../../*'], 'leave your folder through the @/ alias'],
  ),
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/platform/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.browser } },
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', 400],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          // What the expression happens to return would be called as the clean-up.
          selector:
            'CallExpression[callee.name=/^use(Layout)?Effect$/] > ArrowFunctionExpression.arguments:first-child' +
            ':not([body.type="BlockStatement"]):not([body.type="ArrowFunctionExpression"])' +
            ':not([body.type="UnaryExpression"])',
          message: 'write the effect as a block, and return its clean-up in so many words',
        },
      ],
    },
  },
  {
    files: ['tools/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  ...['platform', 'ui', 'editor', 'shell'].map(layer),
  ...apps.map(app),
);
