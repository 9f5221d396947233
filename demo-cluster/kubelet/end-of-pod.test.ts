import { describe, expect, test } from 'vitest';
import type { RawClient } from './testing/raw-client.ts';
import { TestNode } from './testing/test-node.ts';

/** Like the recorded pod: ends at once on TERM. */
const POLITE = [
  'bash',
  '-c',
  'trap "exit 0" TERM; echo $$ > tmp/main.pid; echo up; while :; do sleep 0.02; done',
];
const STUBBORN = ['bash', '-c', 'trap "" TERM; echo up; while :; do sleep 0.02; done'];

async function openShell(command: string[], version: 'v4' | 'v5') {
  const node = await TestNode.start();
  const pod = await node.run('victim', 'debian', { command });
  const client = node.exec('victim', ['bash'], { tty: true, version });
  await client.until(() => client.output().includes('root@victim:/# '));
  await untilLog(node, 'up\n');
  return { node, pod, client };
}

async function untilLog(node: TestNode, text: string): Promise<void> {
  while ((await (await node.log('victim')).text()) !== text);
}

function expectKilled(client: RawClient, version: 'v4' | 'v5'): void {
  const why =
    version === 'v5'
      ? 'command terminated with exit code 137'
      : 'error executing command [bash], exit code 137';
  expect(client.status()).toEqual({
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: ${why}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: '137' }] },
  });
  expect(client.closeCode()).toBe(1000);
}

describe.each(['v4', 'v5'] as const)('an open shell (%s)', (version) => {
  test('ends with 137 when its pod is deleted with a grace period', async () => {
    const { node, pod, client } = await openShell(POLITE, version);
    await node.kubelet.killPod({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: 'now' } }, 30);
    await client.untilClosed();
    expectKilled(client, version);
    const status = node.statuses.get('uid-victim')?.at(-1);
    expect(status?.phase).toBe('Succeeded');
    expect(status?.containerStatuses?.[0]?.state.terminated).toMatchObject({
      exitCode: 0,
      reason: 'Completed',
    });
    expect(node.events).toContain('uid-victim Killing: Stopping container victim');
  });

  test('ends with 137 when its pod is force-deleted', async () => {
    const { node, pod, client } = await openShell(STUBBORN, version);
    await node.kubelet.killPod(pod, 0);
    await client.untilClosed();
    expectKilled(client, version);
  });

  test('ends with 137 when the first process of its container ends, and the container starts again', async () => {
    const { node, client } = await openShell(POLITE, version);
    await node.output('victim', 'kill -TERM $(cat tmp/main.pid)');
    await client.untilClosed();
    expectKilled(client, version);
    const status = await node.untilStatus(
      'victim',
      ({ containerStatuses }) => containerStatuses?.[0]?.restartCount === 1 && containerStatuses[0].ready,
    );
    expect(status.containerStatuses?.[0]?.lastState.terminated).toMatchObject({ exitCode: 0 });
  });
});

test('a process that ignores TERM is killed when the grace period is over', async () => {
  const { node, pod } = await openShell(STUBBORN, 'v5');
  await node.kubelet.killPod(pod, 0.1);
  expect(node.statuses.get('uid-victim')?.at(-1)?.containerStatuses?.[0]?.state.terminated).toMatchObject({
    exitCode: 137,
    reason: 'Error',
  });
});

test('a second, forced deletion does not wait for the grace period of the first', async () => {
  const { node, pod } = await openShell(STUBBORN, 'v5');
  const first = node.kubelet.killPod(pod, 3600);
  await node.kubelet.killPod(pod, 0);
  await first;
});

test('disposing the kubelet ends every process within two seconds', async () => {
  const { node, client } = await openShell(STUBBORN, 'v5');
  const began = performance.now();
  await Promise.all([node.kubelet.dispose(), node.kubelet.dispose()]);
  expect(performance.now() - began).toBeLessThan(2000);
  await client.untilClosed();
});
