/** Finds or installs a browser for the browser tests: an installed one, Playwright's own, or Debian's package. */

import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';

const run = promisify(execFile);

/** Variable with the path of a Chrome or Chromium, which takes precedence. */
export const BROWSER_VARIABLE = 'PODSHELL_E2E_BROWSER';

/** Chromium without a window, which Playwright also takes by itself. The same pages cost it a sixth less. */
const SHELL = 'chromium-headless-shell';

const COMMANDS = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
];

const USUAL_PLACES = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** How long a browser may take to print its version, in milliseconds. */
const START_MS = 20_000;

/** How long the download of about 180 MB may take, in milliseconds; a machine without internet access waits this long. */
const DOWNLOAD_MS = 240_000;

export interface FoundBrowser {
  readonly executablePath: string;
  /** Its origin, as a sentence. */
  readonly how: string;
}

export interface BrowserChoice {
  /** Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Without a window, a lighter build will do. */
  readonly headless: boolean;
}

/** Finds a browser that is already on this machine. */
export async function locateBrowser({
  env = process.env,
  headless,
}: BrowserChoice): Promise<FoundBrowser | undefined> {
  const named = env[BROWSER_VARIABLE];
  if (named !== undefined && named !== '') {
    if (await runs(named)) return { executablePath: named, how: `${BROWSER_VARIABLE} names it` };
    throw new Error(
      `${BROWSER_VARIABLE} names ${named}, which fails to start. Set it to a working Chrome or Chromium, or unset it.`,
    );
  }
  const directories = (env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  const commands = headless ? [SHELL, ...COMMANDS] : COMMANDS;
  const onPath = commands.flatMap((command) => directories.map((directory) => join(directory, command)));
  for (const executablePath of [...onPath, ...USUAL_PLACES]) {
    if (await runs(executablePath)) return { executablePath, how: 'it is installed' };
  }
  const executablePath = chromium.executablePath();
  if (await runs(executablePath)) return { executablePath, how: 'Playwright has downloaded it' };
  return undefined;
}

/**
 * Like {@link locateBrowser}, but installs one where there is none.
 * @param say receives progress, one sentence at a time
 * @throws Error that lists everything that was tried
 */
export async function findBrowser(
  choice: BrowserChoice,
  say: (sentence: string) => void,
): Promise<FoundBrowser> {
  const located = await locateBrowser(choice);
  if (located !== undefined) return located;
  const tried: string[] = [`no Chrome or Chromium is installed (set ${BROWSER_VARIABLE} to use another one)`];
  for (const source of [downloadWithPlaywright, installLibraries, installWithApt]) {
    try {
      await source(say, choice);
    } catch (error) {
      tried.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
    const found = await locateBrowser(choice);
    if (found !== undefined) return found;
  }
  throw new Error(`No browser for the browser tests. Tried:\n  ${tried.join('\n  ')}`);
}

async function downloadWithPlaywright(say: (sentence: string) => void): Promise<void> {
  say('No Chrome or Chromium is installed. Downloading the Chromium of Playwright...');
  await playwright('download Chromium', 'install', 'chromium');
}

async function installLibraries(say: (sentence: string) => void): Promise<void> {
  if (!existsSync(chromium.executablePath())) return;
  if (process.getuid?.() !== 0)
    throw new Error('the Chromium of Playwright needs system libraries, and installing them needs root');
  say('Installing the system libraries that Chromium needs...');
  await playwright('install the system libraries for Chromium', 'install-deps', 'chromium');
}

async function playwright(task: string, ...args: readonly string[]): Promise<void> {
  const cli = join(import.meta.dirname, '..', 'node_modules', '@playwright', 'test', 'cli.js');
  try {
    await run(process.execPath, [cli, ...args], { timeout: DOWNLOAD_MS });
  } catch (cause) {
    throw new Error(`Playwright could not ${task}`, { cause });
  }
}

async function installWithApt(say: (sentence: string) => void, { headless }: BrowserChoice): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('installing the package "chromium" needs root');
  say('Installing the package "chromium" with apt-get...');
  const options = { timeout: DOWNLOAD_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = (name: string) =>
    run('apt-get', ['install', '--yes', '--no-install-recommends', name], options);
  try {
    await run('apt-get', ['update'], options);
    // Not every release has the shell.
    if (headless) await install(SHELL).catch(() => install('chromium'));
    else await install('chromium');
  } catch (cause) {
    throw new Error('apt-get could not install the package "chromium"', { cause });
  }
}

/** True when the file exists and starts. */
async function runs(executablePath: string): Promise<boolean> {
  try {
    await access(executablePath, constants.X_OK);
    await run(executablePath, ['--version'], { timeout: START_MS });
    return true;
  } catch {
    return false;
  }
}
