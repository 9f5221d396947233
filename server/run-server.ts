/** Reads the settings, finds the cluster, listens, and drains on a signal. */

import { tmpdir } from 'node:os';
import { isPodshellError } from '#protocol/problem.ts';
import { followLogRotation } from './audit/log-rotation.ts';
import { openAudit } from './audit/open-audit.ts';
import { compose } from './compose.ts';
import { readEnvironment } from './config/environment.ts';
import { type Environment, loadSettings } from './config/load-settings.ts';
import { basePathOf } from './config/public-url.ts';
import type { Settings } from './config/settings.ts';
import { stateDirectory } from './config/state-directory.ts';
import { refuseStateDirectory } from './config/state-directory-access.ts';
import { explainListenError, ListenError } from './http/listen-error.ts';
import { type KeyPair, readKeyPair } from './http/tls/key-pair.ts';
import { describeKubeconfig } from './kubernetes/kubeconfig/describe-kubeconfig.ts';
import {
  explainNoContext,
  explainUnusable,
  loadKubeconfig,
} from './kubernetes/kubeconfig/load-kubeconfig.ts';
import { explainMissingAccount } from './kubernetes/kubeconfig/own-account.ts';
import { captureConsole } from './observability/console-capture.ts';
import { createLogger } from './observability/logger.ts';
import { areBuilt, pagePlaces } from './pages/page-places.ts';
import { preparePages } from './pages/prepare-pages.ts';
import { QuietTimes } from './quiet-times.ts';
import { RequestScope } from './request-scope.ts';
import { collectGarbage, heapBytes, releaseCompiledCode } from './spare-memory.ts';
import { stopSignal } from './stop-signal.ts';
import { systemClock } from './system-clock.ts';

/** EX_CONFIG of sysexits.h: the configuration must be corrected first. */
const BAD_CONFIGURATION = 78;

class StartError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface RunOptions {
  /** Pages are compiled on request. */
  readonly dev?: boolean;
  /** Settings that win over the environment: those of a command line. */
  readonly overrides?: Environment;
  /** Whether another process repeats signals to this one; see {@link stopSignal}. Default: only if npm runs it. */
  readonly signalsRepeated?: boolean;
  /** Stops the server as SIGTERM does. */
  readonly stop?: AbortSignal;
  /** Called with the URL once requests are served, after it was printed. */
  readonly onListening?: (url: string) => void;
  /** What must end before the process does. Also called if the server does not start. */
  readonly beforeExit?: () => Promise<void>;
}

async function start({ dev = false, overrides = {} }: RunOptions) {
  const places = pagePlaces();
  const env = { ...readEnvironment(places.root, dev), ...overrides };
  const cluster = loadKubeconfig(env);
  const inCluster = cluster.kind === 'loaded' && cluster.inCluster;
  const loaded = loadSettings(env, { inCluster });
  if (loaded.kind === 'bad') throw new StartError(loaded.message, BAD_CONFIGURATION);
  const { settings } = loaded;
  if (cluster.kind !== 'loaded') throw new StartError(cluster.message, BAD_CONFIGURATION);
  const unusable = explainUnusable(cluster.kubeconfig, cluster.source);
  if (unusable !== undefined) throw new StartError(unusable, BAD_CONFIGURATION);
  const missing =
    explainNoContext(settings.context, cluster.kubeconfig, cluster.source) ??
    explainMissingAccount(settings, cluster.kubeconfig);
  if (missing !== undefined) throw new StartError(missing, BAD_CONFIGURATION);
  const state = stateDirectory(settings, env);
  // Without user ids (Windows) there is nothing to compare.
  const unsafe = process.getuid === undefined ? undefined : refuseStateDirectory(state, process.getuid());
  if (unsafe !== undefined) throw new StartError(unsafe, BAD_CONFIGURATION);
  const keyPair = settings.tlsCert === '' ? undefined : keyPairOf(settings);
  // Standard output is for the cluster and the address, which programs that start this one wait for.
  const sink = process.stderr;
  const scope = new RequestScope();
  const fields = () => (scope.known === undefined ? {} : { requestId: scope.known.requestId });
  const logger = createLogger({ level: settings.logLevel, terminal: sink.isTTY, sink, fields });
  const audit = await openAudit(settings.audit, {
    clock: systemClock,
    logger,
    stdout: process.stdout,
  }).catch((error: Error) => {
    throw new StartError(error.message, BAD_CONFIGURATION);
  });
  if (!dev && !areBuilt(places)) {
    throw new StartError('The pages are not built yet. Run "npm run build" first.', 1);
  }
  const pages = await preparePages({
    places,
    // In development Next compiles them for the base path.
    basePath: dev ? '' : basePathOf(settings),
    stateDirectory: state,
    temporaryDirectory: tmpdir(),
    uid: process.getuid?.(),
    clock: systemClock,
  }).catch((error: Error) => {
    throw new StartError(error.message, BAD_CONFIGURATION);
  });
  // In development, keep the colours and code frame of page errors for the developer.
  if (!dev) captureConsole(console, process, logger);
  for (const warning of loaded.warnings) logger.warn({}, warning);
  logger.debug({ source: cluster.source }, 'Cluster found');
  for (const context of cluster.kubeconfig.contexts) {
    if (context.kind === 'usable') continue;
    logger.warn({ context: context.name, reason: context.reason }, 'A context of the kubeconfig is unusable');
  }
  const quiet = new QuietTimes({
    clock: systemClock,
    heapBytes,
    collect() {
      const from = performance.now();
      collectGarbage();
      logger.debug({ milliseconds: Math.round(performance.now() - from) }, 'Garbage collected');
    },
  });
  try {
    const server = await compose({
      settings,
      scope,
      keyPair,
      dev,
      directory: places.root,
      pagesDirectory: pages.directory,
      stateDirectory: state,
      kubeconfig: cluster.kubeconfig,
      env,
      logger,
      audit: audit.audit,
      onUse: () => quiet.noteUse(),
    });
    followLogRotation(process, audit);
    const clusters = describeKubeconfig(cluster.kubeconfig, cluster.source);
    return { server, audit, pages, clusters, quiet, startedByNpm: env.npm_lifecycle_event === 'start' };
  } catch (error) {
    const isExplained = error instanceof ListenError || isPodshellError(error);
    const explanation = isExplained ? error.message : explainListenError(error, settings);
    throw explanation === undefined ? error : new StartError(explanation, 1);
  }
}

/** @throws StartError */
function keyPairOf({ tlsCert: cert, tlsKey: key }: Settings): KeyPair {
  try {
    return readKeyPair({ cert, key });
  } catch (error) {
    throw new StartError((error as Error).message, BAD_CONFIGURATION);
  }
}

/** Runs the server until a signal ends the process; failures to start end it with their exit code. */
export async function runServer(options: RunOptions = {}): Promise<void> {
  // A reader of the output that has gone must not end the shells. A log line about it would fail the same way, for ever.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  try {
    releaseCompiledCode();
    const { server, audit, pages, clusters, quiet, startedByNpm } = await start(options);
    const stopped = stopSignal({
      signals: process,
      repeated: options.signalsRepeated ?? startedByNpm,
      now: () => performance.now(),
      endNow: () => process.exit(1),
    });
    process.stdout.write(`${clusters}\nPodshell is at ${server.url}\n`);
    options.onListening?.(server.url);
    if (options.dev !== true) quiet.begin();
    await Promise.race([stopped, aborted(options.stop)]);
    quiet.dispose();
    await server.drain();
    await server.dispose();
    await audit.dispose();
    pages.dispose();
    await options.beforeExit?.();
    process.exit(0);
  } catch (error) {
    await options.beforeExit?.();
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
