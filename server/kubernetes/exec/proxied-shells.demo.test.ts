/** Shells in a cluster that is reached through a proxy, where output does not take its short way. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import { startConnectProxy } from '../testing/connect-proxy.ts';
import { clustersOf } from '../testing/demo-fixture.ts';
import { RecordedShell } from '../testing/shell-recorder.ts';
import { startSocksProxy } from '../testing/socks-proxy.ts';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster({});
});
afterAll(() => cluster.dispose());

/** The kubeconfig with an address that the proxy alone knows. */
function behind(more: string): string {
  const address = ['server: https://c.example:6443', 'tls-server-name: localhost', more];
  return cluster.kubeconfig.replaceAll(/^( +)server: .*$/gm, (_line, indent: string) =>
    address.map((line) => indent + line).join('\n'),
  );
}

test.each([
  ['HTTPS_PROXY', startConnectProxy],
  ['proxy-url', startConnectProxy],
  ['proxy-url of SOCKS5', startSocksProxy],
])('a shell goes through the proxy of %s', async (from, start) => {
  const proxy = await start(cluster.port);
  const isInEnvironment = from === 'HTTPS_PROXY';
  const { clusters } = clustersOf(behind(isInEnvironment ? '' : `proxy-url: ${proxy.url}`), {
    env: isInEnvironment ? { HTTPS_PROXY: proxy.url } : {},
  });
  const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
  const command = [
    'sh',
    '-c',
    'stty -echo; read line; head -c 300000 /dev/zero | tr "\\0" x; echo "$line"; exit 5',
  ];
  const shell = new RecordedShell(clusters.shells, { target, command });
  shell.type('typed\n');
  expect(await shell.ended()).toMatchObject({ kind: 'exited', exitCode: 5 });
  expect(shell.text.replaceAll(/x{300000}/g, 'flood')).toMatch(/flood.*typed/s);
  expect(proxy.wanted).toContain('c.example:6443');
  await clusters.dispose();
  await proxy.close();
});
