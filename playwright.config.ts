import { defineConfig } from '@playwright/test';
import { locateBrowser } from './scripts/find-browser.ts';

const browser = await locateBrowser();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Each worker has a cluster and a server of its own.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // So many mean that something is broken for all of them.
  maxFailures: 12,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    // Without pictures, which cost a fifth of the run: the page of each step is in the trace all the same.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.executablePath }),
      args: [
        // Chromium's sandbox refuses to run as root, as in a container.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
