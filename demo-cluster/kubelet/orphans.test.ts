import { describe, expect, test } from 'vitest';
import { CONTAINER_MARKER } from './image/environment.ts';
import { ProcessTable } from './process/process-table.ts';
import { TestNode } from './testing/test-node.ts';

/** Pids of everything in the pod's first container, its main process and that one's children aside. */
async function startBash(version: 'v4' | 'v5') {
  const node = await TestNode.start();
  await node.run('debian', 'debian', { command: ['sleep', '1000'] });
  const client = node.exec('debian', ['bash'], { tty: true, version });
  // The foreground child tells its own pid and its parent's, then stays.
  client.send(0, "sh -c 'echo pids $PPID $$ .; exec sleep 777'\r");
  await client.until(() => /pids \d+ \d+ \./.test(client.output()));
  const [, bash, child] = /pids (\d+) (\d+) \./.exec(client.output()) ?? [];
  return { node, client, bash: Number(bash), child: Number(child) };
}

function isAlive(pid: number): boolean {
  const traces = { environment: 'NOBODY=HAS-THIS', pids: new Set([pid]) };
  return ProcessTable.read().find(traces).includes(pid);
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((resolve) => setImmediate(resolve));
}

describe('a process whose stream has gone', () => {
  test.each([
    ['v5', 'a close frame'],
    ['v5', 'a broken connection'],
    ['v4', 'a close frame'],
  ] as const)('lives on after %s %s, with its foreground child', async (version, how) => {
    const { node, client, bash, child } = await startBash(version);
    if (how === 'a close frame') client.sendClose(1000);
    else client.socket.destroy();
    await client.untilClosed();
    // A whole exec later the kubelet has long noticed.
    expect(await node.output('debian', 'sleep 0.2; echo later')).toBe('later\n');
    expect([bash, child].map(isAlive)).toEqual([true, true]);
    await node.kubelet.dispose();
    expect([bash, child].map(isAlive)).toEqual([false, false]);
  });

  test('ends with its foreground child when a v4 connection breaks', async () => {
    const { client, bash, child } = await startBash('v4');
    client.socket.destroy();
    await untilGone([bash, child]);
  });

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

  test('is found by its environment, whatever it did to get away', async () => {
    const node = await TestNode.start();
    const pod = await node.run('debian', 'debian');
    await node.output('debian', 'nohup setsid sleep 777 > home/log 2>&1 &');
    const container = await node.output('debian', `echo $${CONTAINER_MARKER}`);
    const traces = { environment: `${CONTAINER_MARKER}=${container.trim()}`, pids: new Set<number>() };
    expect(ProcessTable.read().find(traces).length).toBeGreaterThan(1);
    await node.kubelet.killPod(pod, 0);
    expect(ProcessTable.read().find(traces)).toEqual([]);
  });
});
