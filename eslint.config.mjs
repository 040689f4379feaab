import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** Which folders of src each may import from. Arrows point one way. */
const LAYERS = {
  random: [],
  studio: [],
  files: ['studio'],
  snapshots: ['studio', 'files'],
  draw: ['random'],
  engine: ['draw', 'studio'],
  pictures: ['studio'],
  data: ['random', 'studio', 'files'],
  runs: ['studio', 'files', 'snapshots', 'pictures', 'engine', 'draw'],
  trainer: ['random', 'studio', 'files', 'pictures', 'draw', 'engine', 'data', 'runs'],
  host: ['random', 'studio', 'files', 'pictures', 'draw', 'engine', 'data', 'runs', 'trainer'],
  cli: ['random', 'studio', 'files', 'pictures', 'draw', 'engine', 'data', 'runs', 'trainer', 'host'],
  main: ['studio', 'host'],
  preload: ['studio'],
  renderer: ['studio', 'files', 'snapshots'],
}
/** The folders of src/renderer/views. */
const VIEWS = ['about', 'gallery', 'help', 'lab', 'log', 'new-run', 'preferences', 'runs', 'watch']
const layers = Object.entries(LAYERS).map(([folder, allowed]) => {
  const forbidden = Object.keys(LAYERS).filter((other) => other !== folder && !allowed.includes(other))
  return {
    files: [`src/${folder}/**`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
              message: `src/${folder} may import ${allowed.join(', ') || 'nothing'} only (docs/architecture.md).`,
            },
            ...(['draw', 'studio', 'renderer', 'pictures', 'random'].includes(folder)
              ? [{ regex: '^(node:|electron)', message: `src/${folder} runs without Node.` }]
              : []),
            ...(folder === 'renderer'
              ? [
                  {
                    regex: `^(\\.\\./)+(${VIEWS.join('|')})/`,
                    message: 'No view knows another: what leads from one to the other is in links/.',
                  },
                ]
              : []),
            ...(folder !== 'main' && folder !== 'preload'
              ? [{ regex: '^electron$', message: 'Only src/main and src/preload know Electron.' }]
              : []),
          ],
        },
      ],
    },
  }
})

export default tseslint.config(
  {
    ignores: [
      '.ci/.venv/',
      'out/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'src/renderer/**/__screenshots__/',
    ],
  },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts', '**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { extraFileExtensions: ['.svelte'], parser: tseslint.parser },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { 'max-lines': ['error', 350] },
  },
  { files: ['**/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...layers,
  prettier,
)
