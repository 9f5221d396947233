import { defineConfig } from '@playwright/test';
import { DISABLED_FEATURES } from './scripts/browser-features.ts';
import { locateBrowser } from './scripts/find-browser.ts';
import { RETRIES_VARIABLE } from './scripts/retries/retries.ts';

const browser = await locateBrowser({ headless: !process.argv.includes('--headed') });
const retriesTests = process.env[RETRIES_VARIABLE] !== undefined;
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Tests wait half of the time, so two workers suit two cores. Each has its own demo cluster and server.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // More failures than this have one cause; stop early.
  maxFailures: 12,
  // Against tests that hang. The longest take a minute on a busy machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['html', { open: 'never' }], ['./scripts/retries/playwright-reporter.ts']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    // `npm test` tries a failed test again, and then with a trace: a trace of each test costs 8 % of the run. Without
    // screenshots, which would cost a fifth more; the trace holds the DOM of each step anyway.
    trace: { mode: retriesTests ? 'on-first-retry' : 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.executablePath }),
      args: [
        // Chromium's sandbox refuses to run as root, as in a container.
        ...(isRoot ? ['--no-sandbox'] : []),
        DISABLED_FEATURES,
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
