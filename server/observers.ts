/** Metrics and traces, each loaded only where somebody wants it. */

import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { addressesIn } from './address-ranges.ts';
import { hostAndPort } from './config/addresses.ts';
import type { Settings } from './config/settings.ts';
import { listenErrorOf } from './http/listen-error.ts';
import type { ArrivalOf } from './http/request/arrival.ts';
import type { RequestIdOf } from './http/request/request-id.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { MetricsServer } from './metrics/metrics-server.ts';
import { pagePlaces } from './pages/page-places.ts';
import type { Clock, Logger } from './ports.ts';
import type { Tracing } from './tracing/tracing.ts';
import { wantsTraces } from './tracing/wants-traces.ts';

export interface TracingOptions {
  readonly settings: Pick<Settings, 'trustedProxies'>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Undefined where no SDK of OpenTelemetry is configured. */
export async function createTracing(
  { settings, env }: TracingOptions,
  requestIdOf: RequestIdOf,
  arrivalOf: ArrivalOf,
): Promise<Tracing | undefined> {
  if (!wantsTraces(env)) return undefined;
  const { Tracing } = await import('./tracing/tracing.ts');
  const isProxy = addressesIn(settings.trustedProxies);
  const isTrusted = (request: IncomingMessage) => isProxy(arrivalOf(request).peer);
  return new Tracing({ version: ownVersion(), isTrusted, requestIdOf });
}

export async function createMetrics({ auth }: Pick<Settings, 'auth'>, clock: Clock): Promise<Metrics> {
  const { Metrics } = await import('./metrics/metrics.ts');
  return new Metrics({ version: ownVersion(), mode: auth, clock, process: true });
}

/** @throws ListenError */
export async function serveMetrics(
  metrics: Metrics,
  { metricsAddress }: Pick<Settings, 'metricsAddress'>,
  logger: Logger,
): Promise<MetricsServer> {
  const { startMetricsServer } = await import('./metrics/metrics-server.ts');
  const address = hostAndPort(metricsAddress) ?? { host: '', port: 0 };
  const server = await startMetricsServer({ ...address, metrics, logger }).catch((error: unknown) => {
    throw listenErrorOf(error, { name: 'PODSHELL_METRICS_ADDRESS', value: metricsAddress });
  });
  logger.info({ url: server.url }, 'Metrics are served');
  return server;
}

function ownVersion(): string {
  return JSON.parse(readFileSync(join(pagePlaces().root, 'package.json'), 'utf8')).version;
}
