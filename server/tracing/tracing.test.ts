import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { NO_CLUSTER_OBSERVER } from '#server/kubernetes/ports.ts';
import type { ShellBackend, ShellSink, ShellStart, ShellStream } from '#server/terminal/ports.ts';
import { NO_OBSERVER } from '#server/terminal/session-observer.ts';
import { localCaller } from '#server/testing/callers.ts';
import { routeName } from './route-name.ts';
import { recordSpans } from './testing/recorded-spans.ts';
import { Tracing } from './tracing.ts';
import { wantsTraces } from './wants-traces.ts';

const spans = recordSpans();
afterEach(() => {
  spans.length = 0;
});

function tracing(isTrusted = false): Tracing {
  return new Tracing({ version: '1', isTrusted: () => isTrusted, requestIdOf: () => 'request-1' });
}

/** Sends a request to a server that answers it within a span. */
async function requested(
  path: string,
  answer: (request: IncomingMessage, response: ServerResponse, traced: Tracing) => void,
  { isTrusted = false, headers = {} } = {},
) {
  const traced = tracing(isTrusted);
  const server = createServer((request, response) => {
    traced.request(request, response, () => answer(request, response, traced));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text();
}

/** As that of a session, which is an object of a class. */
class RecordedSink implements ShellSink {
  readonly #calls: string[];

  constructor(calls: string[]) {
    this.#calls = calls;
  }

  onStarted(...told: unknown[]): void {
    this.#calls.push(`started ${told.join(' ')}`);
  }

  onOutput(): void {
    this.#calls.push('output');
  }

  onDrain(): void {
    this.#calls.push('drain');
  }

  onEnd(): void {
    this.#calls.push('end');
  }
}

describe('a request', () => {
  test('has a span until its response ends; requests to a cluster are in it', async () => {
    await requested('/api/pods?namespace=secret', async (_request, response, traced) => {
      const answered = traced.cluster(NO_CLUSTER_OBSERVER).onRequest('list');
      await Promise.resolve();
      answered(200);
      traced.cluster(NO_CLUSTER_OBSERVER).onRequest('get')(undefined);
      response.writeHead(503).end();
    });
    await vi.waitUntil(() => spans[0]?.ended === 1);
    expect(spans).toEqual([
      {
        name: 'GET /api/pods',
        parent: undefined,
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/api/pods',
          'http.response.status_code': 503,
          'podshell.request_id': 'request-1',
        },
        events: [],
        failed: true,
        ended: 1,
      },
      {
        name: 'kubernetes list',
        parent: 'GET /api/pods',
        attributes: { 'http.response.status_code': 200 },
        events: [],
        failed: false,
        ended: 1,
      },
      expect.objectContaining({ name: 'kubernetes get', failed: true, ended: 1 }),
    ]);
    expect(JSON.stringify(spans)).not.toContain('secret');
  });

  const headers = { traceparent: `00-${'b'.repeat(32)}-theirs-01` };
  test.each([
    [true, 'theirs'],
    [false, undefined],
  ])('belongs to a trace that its headers name: from a trusted proxy %s', async (isTrusted, parent) => {
    await requested('/pods', (_request, response) => void response.end(), { isTrusted, headers });
    expect(spans).toMatchObject([{ name: 'GET /pods', parent }]);
  });

  /** As Next does, with the whole path. */
  function asNext(request: IncomingMessage, run: () => void): void {
    const span = trace.getTracer('next.js').startSpan(`GET ${request.url}`);
    context.with(trace.setSpan(context.active(), span), run);
    span.end();
  }

  test('has no spans of Next in it, which would hold paths with names and ids', async () => {
    await requested('/api/sessions/secret', (request, response, traced) => {
      asNext(request, () => traced.cluster(NO_CLUSTER_OBSERVER).onRequest('get')(200));
      response.end();
    });
    expect(spans).toMatchObject([
      { name: 'GET /api/sessions', parent: undefined },
      { name: 'kubernetes get', parent: 'GET /api/sessions' },
    ]);
  });

  test('for a file has none', async () => {
    await requested('/_next/static/a.js', (request, response) => asNext(request, () => response.end()));
    expect(spans).toEqual([]);
  });
});

describe('the start of a shell', () => {
  const shellId = '8e0c2f57-1c46-45b1-ade2-31304331fb82';
  const start: ShellStart = {
    shellId,
    caller: () => localCaller(),
    target: { context: 'secret', namespace: 'secret', pod: 'secret', container: 'secret' },
    shell: undefined,
    command: undefined,
    size: { cols: 80, rows: 24 },
  };

  /** Issues a session within a request, then starts its shell outside of it. */
  async function started() {
    const calls: string[] = [];
    let inner: ShellSink | undefined;
    let traced: Tracing | undefined;
    await requested('/api/pods/a/b/shell', (_request, response, tracing) => {
      traced = tracing;
      tracing.observe(shellId, NO_OBSERVER);
      response.end();
    });
    const backend: ShellBackend = {
      start(_start, sink) {
        inner = sink;
        traced?.cluster(NO_CLUSTER_OBSERVER).onRequest('exec')(101);
        return {} as ShellStream;
      },
    };
    traced?.backend(backend).start(start, new RecordedSink(calls));
    if (inner === undefined) throw new Error('Not started');
    return { inner, calls };
  }

  test('belongs to the request that asked for it, has the exec in it, and ends with the first output', async () => {
    const { inner, calls } = await started();
    inner.onStarted('bash', undefined, 'word.7');
    expect(spans[1]).toMatchObject({ name: 'shell start', parent: 'GET /api/pods', ended: 0 });
    expect(spans[2]).toMatchObject({ name: 'kubernetes exec', parent: 'shell start' });
    inner.onOutput(Buffer.of(1));
    expect(spans[1]).toMatchObject({ events: ['started', 'first output'], ended: 1, failed: false });
    inner.onOutput(Buffer.of(2));
    inner.onDrain();
    inner.onEnd({ kind: 'exited', exitCode: 0, cause: 'process-exited', reason: '' });
    expect(calls).toEqual(['started bash  word.7', 'output', 'output', 'drain', 'end']);
    expect(spans[1]?.ended).toBe(1);
    expect(JSON.stringify(spans)).not.toContain('secret');
  });

  test('that fails says why', async () => {
    const { inner } = await started();
    inner.onEnd({ kind: 'failed', failure: { code: 'shell-not-found', reason: 'secret' } });
    expect(spans[1]).toMatchObject({
      failed: true,
      ended: 1,
      attributes: { 'podshell.code': 'shell-not-found' },
    });
    expect(JSON.stringify(spans)).not.toContain('secret');
  });
});

test.each([
  ['/', '/'],
  ['/?a', '/'],
  ['/pods', '/pods'],
  ['/shell/a/b?container=c', '/shell'],
  ['/api/pods/a/b/shell', '/api/pods'],
  ['/api/whatever', '/api'],
  ['/icon.svg', undefined],
  ['/_next/static/x', undefined],
])('the route of %s is %s', (url, route) => {
  expect(routeName(url)).toBe(route);
});

test('traces are wanted where a setting of OpenTelemetry is there, unless they are off', () => {
  expect(wantsTraces({ PATH: '/bin' })).toBe(false);
  expect(wantsTraces({ OTEL_SERVICE_NAME: '' })).toBe(false);
  expect(wantsTraces({ OTEL_SERVICE_NAME: 'podshell' })).toBe(true);
  expect(wantsTraces({ OTEL_SERVICE_NAME: 'podshell', OTEL_SDK_DISABLED: 'true' })).toBe(false);
  expect(wantsTraces({ OTEL_SERVICE_NAME: 'podshell', OTEL_TRACES_EXPORTER: 'none' })).toBe(false);
});
