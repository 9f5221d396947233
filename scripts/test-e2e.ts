/** `npm run test:e2e`: the browser tests, on a build of the present sources. Arguments go to Playwright. */

import { ensureBuild } from './ensure-build.ts';
import { BROWSER_VARIABLE, findBrowser } from './find-browser.ts';
import { runStep } from './run-step.ts';

try {
  const headless = !process.argv.includes('--headed');
  const browser = await findBrowser({ headless }, (sentence) => console.log(sentence));
  console.log(`Browser: ${browser.executablePath} (${browser.how})`);
  await ensureBuild();
  const code = await runStep({
    name: 'browser tests',
    command: 'playwright',
    args: ['test', ...process.argv.slice(2)],
    env: { [BROWSER_VARIABLE]: browser.executablePath },
  });
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
