import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './scripts/testing/patient-waits.ts';

/** Folders whose tests draw pages: a document, and modules that keep what the browser has, for each file anew. */
const PAGES = ['app', 'components', 'packages', 'bench', 'e2e'];

export default defineConfig({
  test: {
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'pages',
          include: PAGES.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
        },
      },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.next/**', 'dist/**', ...PAGES.map((folder) => `${folder}/**`)],
          // No module here keeps state, and a worker for each file costs a fifth of the run.
          isolate: false,
        },
      },
    ],
    // What the tests' identity provider says of settings that suit tests only.
    onConsoleLog: (text) => !text.includes('oidc-provider WARNING'),
    // `v8.queryObjects`, which tests count objects with.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', './scripts/retries/vitest-reporter.ts'],
    // Tests wait for real processes half of the time, so two workers suit two cores.
    maxWorkers: 2,
    // A failing test may take its time, a busy machine has to.
    expect: { poll: { timeout: PATIENCE_MS } },
    setupFiles: ['./scripts/testing/setup.ts'],
    testTimeout: 3 * PATIENCE_MS,
    hookTimeout: 3 * PATIENCE_MS,
  },
});
