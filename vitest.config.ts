import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '.next/**'],
    environment: 'node',
    reporters: ['default', './scripts/retries/vitest-reporter.ts'],
    // Tests wait for real processes half of the time, so two workers suit two cores.
    maxWorkers: 2,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
