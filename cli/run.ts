/** What `podshell` runs: the demo cluster if it is wanted, the server, the browser. */

import { join, resolve } from 'node:path';
import type { DemoForServer } from '#demo-cluster/demo-for-server.ts';
import { readEnvironment } from '#server/config/environment.ts';
import type { Environment } from '#server/config/load-settings.ts';
import { loadServer } from '#server/load-server.mjs';
import { choosePort, whyNoCluster, whyNoDemo } from './before-start.ts';
import { openBrowser, openCommand } from './open-browser.ts';
import type { Options } from './options.ts';

const root = join(import.meta.dirname, '..');

/** EX_CONFIG of sysexits.h. */
const BAD_CONFIGURATION = 78;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** How long the command that opens the browser may take to fail, in milliseconds. */
const OPEN_MS = 5000;

/** Runs until a signal ends the process; what is missing ends it with a sentence. */
export async function run(options: Options): Promise<void> {
  const environment = { ...readEnvironment(root, false), ...overridesOf(options) };
  const missing = options.demo ? whyNoDemo(process.platform) : whyNoCluster(options, environment);
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = BAD_CONFIGURATION;
    return;
  }
  const port = await choosePort(options, environment);
  if (port.kind === 'taken') {
    console.error(port.message);
    process.exitCode = BAD_CONFIGURATION;
    return;
  }
  const stop = stopWithParent();
  const starting = options.demo ? startDemo() : undefined;
  const endEarly = () => void endDemo(starting);
  for (const signal of SIGNALS) process.on(signal, endEarly);
  const demo = await starting;
  const { runServer } = await loadServer();
  await runServer({
    overrides: { ...demo?.env, ...overridesOf(options), ...port.overrides },
    // Ctrl+C comes from the terminal, from the launcher, and from npx.
    signalsRepeated: true,
    stop,
    onListening(url) {
      // From here on, the server ends the process.
      for (const signal of SIGNALS) process.off(signal, endEarly);
      process.stdout.write('Press Ctrl+C to stop.\n');
      if (options.open) void open(url);
    },
    beforeExit: async () => demo?.stop(),
  });
}

/** The demo cluster. It is loaded only when it is wanted. */
async function startDemo(): Promise<DemoForServer> {
  const { startDemoForServer } = await import('#demo-cluster/demo-for-server.ts');
  const demo = await startDemoForServer();
  for (const notice of demo.notices) console.log(notice);
  return demo;
}

/** Ends the process before the server runs, and the demo cluster as soon as it has started. */
async function endDemo(starting: Promise<DemoForServer> | undefined): Promise<void> {
  await (await starting)?.stop();
  process.exit(0);
}

async function open(url: string): Promise<void> {
  // No browser goes to a wildcard address.
  const reachable = url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1');
  const opened = await openBrowser(openCommand(reachable, process.platform), OPEN_MS);
  if (!opened) process.stdout.write(`No browser could be opened. Open ${reachable} yourself.\n`);
}

function overridesOf({ kubeconfig, context, port }: Options): Environment {
  return {
    ...(kubeconfig === undefined ? {} : { KUBECONFIG: resolve(kubeconfig) }),
    ...(context === undefined ? {} : { PODSHELL_CONTEXT: context }),
    ...(port === undefined ? {} : { PORT: `${port}` }),
  };
}

/** Aborts when the process that started this one is gone, or its terminal. */
function stopWithParent(): AbortSignal {
  const controller = new AbortController();
  process.once('disconnect', () => controller.abort());
  // The file of an audit log is opened again on SIGHUP.
  if (!process.env.PODSHELL_AUDIT?.startsWith('/')) process.once('SIGHUP', () => controller.abort());
  return controller.signal;
}
