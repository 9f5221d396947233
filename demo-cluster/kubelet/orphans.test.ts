import { describe, expect, test } from 'vitest';
import { containerPids } from '../testing/container-processes.ts';
import { CONTAINER_MARKER } from './image/environment.ts';
import { TestNode } from './testing/test-node.ts';

/** Starts bash with a foreground child. `alive` tells whether each of them runs. */
async function startBash(version: 'v4' | 'v5') {
  const node = await TestNode.start();
  await node.run('debian', 'debian', { command: ['sleep', '1000'] });
  const client = node.exec('debian', ['bash'], { tty: true, version });
  // The foreground child tells its own pid and its parent's, then stays.
  client.send(0, "sh -c 'echo pids $PPID $$ .; exec sleep 777'\r");
  await client.until(() => /pids \d+ \d+ \./.test(client.output()));
  const [, ...pids] = /pids (\d+) (\d+) \./.exec(client.output()) ?? [];
  const container = (await node.output('debian', `echo $${CONTAINER_MARKER}`)).trim();
  const alive = () => {
    const running = containerPids(container);
    return pids.map((pid) => running.includes(Number(pid)));
  };
  return { node, client, alive };
}

async function untilGone({ alive }: { alive: () => boolean[] }): Promise<void> {
  while (alive().includes(true)) await new Promise((resolve) => setImmediate(resolve));
}

describe('a process whose stream has gone', () => {
  test.each([
    ['v5', 'a close frame'],
    ['v5', 'a broken connection'],
    ['v4', 'a close frame'],
  ] as const)('lives on after %s %s, with its foreground child', async (version, how) => {
    const { node, client, alive } = await startBash(version);
    if (how === 'a close frame') client.sendClose(1000);
    else client.socket.destroy();
    await client.untilClosed();
    // A whole exec later the kubelet has long noticed.
    expect(await node.output('debian', 'sleep 0.2; echo later')).toBe('later\n');
    expect(alive()).toEqual([true, true]);
    await node.kubelet.dispose();
    expect(alive()).toEqual([false, false]);
  });

  test('ends with its foreground child when a v4 connection breaks', async () => {
    const { client, alive } = await startBash('v4');
    client.socket.destroy();
    await untilGone({ alive });
  });

  test.each(['v4', 'v5'] as const)(
    'gets the end of its input without a terminal, with %s',
    async (version) => {
      const node = await TestNode.start();
      await node.run('debian', 'debian');
      const command = ['sh', '-c', 'echo up; cat; echo ended > home/ended; sleep 777'];
      const client = node.exec('debian', command, { version });
      await client.until(() => client.output().includes('up'));
      client.sendClose(1000);
      await client.untilClosed();
      const wait = 'until test -s home/ended; do sleep 0.02; done; cat home/ended';
      expect(await node.output('debian', wait)).toBe('ended\n');
    },
  );

  test('does not block: its output is read and thrown away', async () => {
    const node = await TestNode.start();
    await node.run('debian', 'debian');
    const client = node.exec('debian', ['bash'], { tty: true });
    client.send(0, 'head -c 5000000 /dev/zero | base64; echo done > home/done\r');
    await client.until(() => client.outputBytes > 100_000);
    client.socket.destroy();
    expect(await node.output('debian', 'until test -f home/done; do sleep 0.02; done; cat home/done')).toBe(
      'done\n',
    );
  });

  test('is killed with its pod, even in a session of its own', async () => {
    const node = await TestNode.start();
    const pod = await node.run('debian', 'debian');
    await node.output('debian', 'nohup setsid sleep 777 > home/log 2>&1 &');
    const container = (await node.output('debian', `echo $${CONTAINER_MARKER}`)).trim();
    expect(containerPids(container).length).toBeGreaterThan(1);
    await node.kubelet.killPod(pod, 0);
    expect(containerPids(container)).toEqual([]);
  });
});
