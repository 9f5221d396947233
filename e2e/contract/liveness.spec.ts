/** An idle shell lives behind a proxy that cuts silent connections, as long as heartbeats come more often. */

import { expect, test } from './support/fixtures.ts';
import { ImpatientProxy } from './support/impatient-proxy.ts';
import { SockJsClient } from './support/sockjs-client.ts';
import { TerminalClient } from './support/terminal-client.ts';

const PATIENCE_MS = 600;

for (const raw of [false, true]) {
  test(`an idle ${raw ? 'raw ' : ''}terminal outlives the proxy's patience`, async ({ serve }) => {
    const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '0.2' });
    const proxy = await ImpatientProxy.before(podshell.url, PATIENCE_MS);
    const clock = await new SockJsClient(podshell.url).opened();
    const terminal = await TerminalClient.bind(proxy.url, await podshell.issue(), { raw });
    await terminal.run('true');
    await clock.saw('h', 10);
    expect(await terminal.run('echo alive')).toBe('alive');
    expect(proxy.cuts).toBe(0);
    terminal.line.cut();
    clock.cut();
    await proxy.dispose();
  });
}

test('the same proxy cuts a line without heartbeats, and the shell is resumed', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '60' });
  const proxy = await ImpatientProxy.before(podshell.url, PATIENCE_MS);
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
