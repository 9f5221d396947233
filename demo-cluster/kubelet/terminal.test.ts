import { describe, expect, test } from 'vitest';
import { OPCODE } from './testing/raw-client.ts';
import { TestNode } from './testing/test-node.ts';

/** What the recorded command writes: 20,000,000 zeros in base64. */
const LARGE = ['sh', '-c', 'head -c 20000000 /dev/zero | base64 -w 0'];
const LARGE_BYTES = 26_666_668;

describe('a terminal', () => {
  test('gets a size that arrives right after the upgrade before the command starts', async () => {
    const node = await TestNode.start({ firstSizeMs: 60_000 });
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['stty', 'size'], { tty: true });
    client.send(4, '{"Width":100,"Height":30}');
    await client.untilClosed();
    expect(client.output()).toBe('30 100\r\n');
  });

  test('keeps what is typed before the command starts', async () => {
    const node = await TestNode.start({ firstSizeMs: 60_000 });
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['sh', '-c', 'read line; echo got $line'], { tty: true });
    client.send(0, 'early\r');
    await client.settle();
    client.send(4, '{"Width":80,"Height":24}');
    await client.untilClosed();
    expect(client.output()).toBe('early\r\ngot early\r\n');
  });

  test('gets every later size', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const script = 'trap "stty size" WINCH; echo ready; while :; do sleep 0.02; done';
    const client = node.exec('debian', ['bash', '-c', script], { tty: true });
    await client.until(() => client.output() === 'ready\r\n');
    client.send(4, '{"Width":65535,"Height":1}');
    await client.until(() => client.output().endsWith('1 65535\r\n'));
    client.socket.destroy();
  });

  test('is the controlling terminal: job control works', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['bash'], { tty: true });
    client.send(0, "sh -c 'echo started; exec sleep 1000'\r");
    await client.until(() => /^started/m.test(client.output()));
    client.send(0, '\u0003');
    client.send(0, 'echo code $?\r');
    await client.until(() => client.output().includes('code 130'));
    client.socket.destroy();
  });
});

describe.each([
  ['with a terminal', true, 4096],
  ['without one', false, 32_769],
] as const)('a lot of output %s', (_with, tty, longest) => {
  test('arrives complete, in frames no longer than recorded', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', LARGE, { tty });
    await client.untilClosed();
    expect(client.outputBytes).toBe(LARGE_BYTES);
    const lengths = client.frames
      .filter(({ opcode }) => opcode === OPCODE.binary)
      .map(({ payload }) => payload.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
    expect(client.status()?.status).toBe('Success');
  });
});
