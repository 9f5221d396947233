import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { execPath, TestNode } from './testing/test-node.ts';

const MIB = 1024 * 1024;
const PIPELINE_BYTES = 256 * 1024;
/** An upper bound for what kernel and Node buffer between the two ends of a connection. */
const SOCKET_BYTES = 16 * MIB;

/** Writes its progress to a file, so that the test need not read its output. */
const FLOOD =
  'i=0; while :; do head -c 1048576 /dev/zero; i=$((i+1)); echo $i > home/new; mv home/new home/mib; done';

async function mibWritten(node: TestNode): Promise<number> {
  return Number(await node.output('debian', 'cat home/mib 2>/dev/null || echo 0'));
}

/** Waits until the process makes no more progress; resolves to the MiB written by then. */
async function untilBlocked(node: TestNode): Promise<number> {
  for (let before = -1; ; ) {
    await node.output('debian', 'sleep 0.4');
    const now = await mibWritten(node);
    if (now === before && now > 0) return now;
    before = now;
  }
}

describe.each([false, true])('a client that stops reading (terminal: %s)', (tty) => {
  test('blocks the process and gets all output when it reads again', async () => {
    const node = await TestNode.start({ pipelineBytes: PIPELINE_BYTES });
    await node.run('debian', 'debian');
    const path = execPath('debian', ['sh', '-c', FLOOD], tty);
    const client = node.stream(path, 'v5.channel.k8s.io', false);
    await client.until(() => client.outputBytes > 0);
    client.socket.pause();
    const blockedAt = await untilBlocked(node);
    expect(blockedAt * MIB - client.outputBytes).toBeLessThan(SOCKET_BYTES + PIPELINE_BYTES);
    client.socket.resume();
    await client.until(() => client.outputBytes > (blockedAt + 4) * MIB);
    expect(await mibWritten(node)).toBeGreaterThan(blockedAt);
    client.socket.destroy();
  });
});

test('after an interrupt the buffered output arrives, then the exit status', async () => {
  const node = await TestNode.start({ pipelineBytes: PIPELINE_BYTES });
  await node.run('debian', 'debian');
  const client = node.stream(execPath('debian', ['sh', '-c', FLOOD], true), 'v5.channel.k8s.io', false);
  await client.until(() => client.outputBytes > 0);
  client.socket.pause();
  const blockedAt = await untilBlocked(node);
  client.send(0, '\u0003');
  client.socket.resume();
  await client.untilClosed();
  expect(client.status()?.details?.causes[0]?.message).toBe('130');
  expect(client.outputBytes).toBeGreaterThan(blockedAt * MIB);
});

describe('a paste of 10 MiB', () => {
  const paste = Buffer.alloc(10 * MIB);
  for (let i = 0; i < paste.length; i++) paste[i] = (i * 7 + (i >> 11)) & 0x7f;
  const sum = createHash('sha256').update(paste).digest('hex');

  test.each([
    ['at once', 'head -c 10485760 | sha256sum'],
    ['slowly', 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.02; head -c 1048576; done | sha256sum'],
  ])('arrives complete and in order at a terminal that reads %s', async (_how, script) => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['sh', '-c', `stty raw -echo; echo ready; ${script}`], { tty: true });
    await client.until(() => client.output().includes('ready'));
    for (let start = 0; start < paste.length; start += 16_384) {
      client.send(0, paste.subarray(start, start + 16_384));
    }
    await client.untilClosed();
    expect(client.output()).toContain(sum);
  });

  test('arrives complete at a process without a terminal', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['sh', '-c', 'sleep 0.05; sha256sum']);
    client.send(0, paste);
    client.sendFrame(2, Buffer.of(255, 0));
    await client.untilClosed();
    expect(client.output()).toContain(sum);
  });

  test('fills the network, not memory, while the process does not read', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['sh', '-c', 'stty raw -echo; echo ready; sleep 1000'], { tty: true });
    await client.until(() => client.output().includes('ready'));
    let sent = 0;
    // The kubelet stops reading, so the kernel's buffers fill and the client cannot send for ever.
    while (client.socket.writableLength < 4 * MIB) {
      client.send(0, paste.subarray(0, 65_536));
      sent += 65_536;
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent).toBeLessThan(64 * MIB);
    }
    client.socket.destroy();
  });
});

test('memory of the kubelet stays bounded during a flood', async () => {
  const node = await TestNode.start({ pipelineBytes: PIPELINE_BYTES });
  await node.run('debian', 'debian');
  const client = node.stream(
    execPath('debian', ['head', '-c', '300000000', '/dev/zero'], false),
    'v5.channel.k8s.io',
    false,
  );
  // Of a process that has run other tests before.
  const atFirst = residentBytes();
  let most = 0;
  while (!client.closed) {
    most = Math.max(most, residentBytes());
    const before = client.outputBytes;
    await client.until(() => client.closed || client.outputBytes > before + 10 * MIB);
  }
  expect(client.outputBytes).toBe(300_000_000);
  // Less than the flood, which has 286 MiB.
  expect(most - atFirst).toBeLessThan(250 * MIB);
});

function residentBytes(): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) * 1024;
}
