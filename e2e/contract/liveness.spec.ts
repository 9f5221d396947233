/** An idle shell survives a proxy that cuts silent connections, as long as heartbeats arrive more often. */

import { expect, test } from './support/fixtures.ts';
import { IdleTimeoutProxy } from './support/idle-timeout-proxy.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';

const IDLE_TIMEOUT_MS = 600;

test('heartbeats keep idle terminals open behind a proxy that cuts idle connections, raw ones too', async ({
  serve,
}) => {
  const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '0.2' });
  const proxy = await IdleTimeoutProxy.before(podshell.url, IDLE_TIMEOUT_MS);
  const clock = await new SockJsClient(podshell.url).opened();
  const open = async (raw: boolean) =>
    TerminalClient.bind(proxy.url, await podshell.issue({ pod: 'busybox' }), { raw });
  const terminals = await Promise.all([open(false), open(true)]);
  for (const terminal of terminals) await terminal.run('true');
  await clock.saw('h', 10);
  for (const terminal of terminals) expect(await terminal.run('echo alive')).toBe('alive');
  expect(proxy.cuts).toBe(0);
  for (const line of [clock, ...terminals.map((terminal) => terminal.line)]) line.cut();
  await proxy.dispose();
});

test('without heartbeats the same proxy cuts the connection, and the shell is resumed', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '60' });
  const proxy = await IdleTimeoutProxy.before(podshell.url, IDLE_TIMEOUT_MS);
  const sessionId = await podshell.issue();
  const terminal = await TerminalClient.bind(proxy.url, sessionId);
  await terminal.run('kept=yes');
  expect(await terminal.line.closed()).toBe(1006);
  expect(proxy.cuts).toBe(1);
  const again = await TerminalClient.bind(proxy.url, sessionId, { Offset: terminal.offset });
  expect(await again.run('echo $kept')).toBe('yes');
  again.line.cut();
  await proxy.dispose();
});
