/** Proxies in front of a cluster that pass requests, but no WebSockets. */

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FaultyProxy } from '#demo-cluster/testing/faulty-proxy.ts';
import { type ProxiedCluster, startProxiedCluster } from '#demo-cluster/testing/proxied-cluster.ts';
import type { Clusters } from '../ports.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';

let behind: ProxiedCluster;
let proxy: FaultyProxy;
let clusters: Clusters;
beforeAll(async () => {
  behind = await startProxiedCluster();
  ({ proxy } = behind);
  ({ clusters } = clustersOf(proxy.kubeconfig));
});
afterAll(async () => {
  await clusters.dispose();
  await behind.dispose();
});
afterEach(() => proxy.reset());

async function failure() {
  const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
  const end = await new RecordedShell(clusters.shells, { target }).ended();
  return end.kind === 'failed' ? end.failure : end;
}

function answerExec(status: number, body: string): void {
  proxy.fault = ({ url }) => (url.pathname.endsWith('/exec') ? { status, body } : undefined);
}

test('a proxy that passes WebSockets is not noticed', async () => {
  const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
  const shell = new RecordedShell(clusters.shells, { target });
  shell.type('exit 5\r');
  expect(await shell.ended()).toMatchObject({ kind: 'exited', exitCode: 5 });
});

const PAGE = '<html><body>No.</body></html>';

test.each([
  [200, 'ok'],
  [400, PAGE],
  [403, PAGE],
  [403, ''],
  [405, 'Method Not Allowed'],
  [426, ''],
  [502, 'Bad Gateway'],
  [503, 'no healthy upstream'],
])('a proxy that answers the handshake with %i %j is named', async (status, body) => {
  answerExec(status, body);
  expect(await failure()).toEqual({
    code: 'cluster-unreachable',
    reason: expect.stringMatching(
      `^A proxy between Podshell and the cluster of context "admin" does not pass WebSockets.*HTTP ${status}`,
    ),
  });
});

test('a proxy that passes the handshake on as a plain request is named', async () => {
  proxy.upgrades = 'strip';
  expect(await failure()).toEqual({
    code: 'cluster-unreachable',
    reason: expect.stringContaining('does not pass WebSockets'),
  });
});

test('a proxy that drops the handshake is named as a possible cause', async () => {
  proxy.upgrades = 'drop';
  expect(await failure()).toEqual({
    code: 'cluster-unreachable',
    reason: expect.stringMatching(
      /connection reset.*If lists of pods load, a proxy on the way does not pass WebSockets/,
    ),
  });
});

const status = (code: number, reason: string, message: string): string =>
  JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code });

test.each([
  [403, status(403, 'Forbidden', 'pods "debian" is forbidden: User "x" cannot create'), 'forbidden'],
  [403, 'Forbidden (user=x, verb=create, resource=nodes, subresource=proxy)', 'forbidden'],
  [503, status(503, 'ServiceUnavailable', 'The server is shutting down'), 'cluster-unreachable'],
  [500, status(500, 'InternalError', 'error dialing backend: EOF'), 'cluster-unreachable'],
])("a cluster's own %i is not blamed on a proxy: %s", async (httpStatus, body, code) => {
  answerExec(httpStatus, body);
  const found = await failure();
  expect(found).toMatchObject({ code });
  expect(JSON.stringify(found)).not.toContain('WebSockets');
});
