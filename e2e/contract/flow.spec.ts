/** A slow reader slows the process and costs no memory. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import { SockJsClient } from './support/sockjs-client.ts';

/** Well above garbage collection noise; without flow control, a flood takes this much in a second. */
const MEMORY_BYTES = 40 * 1024 * 1024;

async function residentBytes({ process }: Podshell): Promise<number> {
  let bytes = 0;
  for (const pid of process.pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    bytes += Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }
  return bytes;
}

/** Waits until a session's output has not grown for `beats` heartbeats of another connection. */
async function stalls(podshell: Podshell, sessionId: string, beats: number): Promise<void> {
  const clock = await new SockJsClient(podshell.url).opened();
  let last = -1;
  let same = 0;
  for (let beat = 1; same < beats; beat += 1) {
    await clock.saw('h', beat);
    const offset = Number((await podshell.session(sessionId))?.offset);
    same = offset === last ? same + 1 : 0;
    last = offset;
    if (beat > 100) throw new Error(`The output does not stop growing: ${offset}`);
  }
  clock.cut();
}

for (const Ack of [true, false]) {
  test(`a reader that pauses gets every byte when it continues (Ack: ${Ack})`, async ({ serve }) => {
    const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '0.2', PODSHELL_BIND_TIMEOUT_SECONDS: '60' });
    const count = 1_500_000;
    const sessionId = await podshell.issue({
      command: ['sh', '-c', `seq 1 ${count}; echo the end; read line`],
    });
    const terminal = await podshell.bind(sessionId, { Ack });
    await terminal.sees('100\r\n');
    terminal.line.pause();
    await stalls(podshell, sessionId, 10);
    expect(await podshell.session(sessionId)).toMatchObject({ state: 'attached' });
    terminal.line.resume();
    await terminal.sees('the end\r\n', 30_000);
    const wanted = createHash('sha256');
    for (let number = 1; number <= count; number += 1) wanted.update(`${number}\r\n`);
    expect(terminal.sha256()).toBe(wanted.update('the end\r\n').digest('hex'));
    expect(terminal.messages.map(({ Op }) => Op)).toEqual(['bound']);
  });
}

test('memory stays flat in a flood that no client reads', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_HEARTBEAT_SECONDS: '0.2', PODSHELL_BIND_TIMEOUT_SECONDS: '60' });
  const sessionId = await podshell.issue();
  const terminal = await podshell.bind(sessionId);
  await terminal.run('true');
  const before = await residentBytes(podshell);
  terminal.type('yes\n');
  await terminal.sees('y\r\ny\r\n');
  terminal.line.pause();
  await stalls(podshell, sessionId, 10);
  expect((await residentBytes(podshell)) - before).toBeLessThan(MEMORY_BYTES);
  terminal.line.resume();
  terminal.type('\u0003');
  expect(await terminal.run('echo back')).toBe('back');
});

for (const Ack of [true, false]) {
  test(`Ctrl+C in a flood returns to the prompt at once (Ack: ${Ack})`, async ({ podshell }) => {
    const terminal = await podshell.open({}, { Ack });
    await terminal.run('true');
    terminal.type('yes\n');
    await terminal.reaches(5_000_000);
    const pressed = performance.now();
    terminal.type('\u0003');
    expect(await terminal.run('echo back')).toBe('back');
    expect(performance.now() - pressed).toBeLessThan(1_000);
  });
}
