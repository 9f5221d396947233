import { describe, expect, test } from 'vitest';
import { TestNode } from '../testing/test-node.ts';

/** Writes ten lines, then one more whenever the test creates a file. */
const TALK =
  'for i in 1 2 3 4 5 6 7 8 9 10; do echo line $i; done; echo warned >&2; until test -f home/more; do sleep 0.02; done; echo more; test -f home/end && exit 0; sleep 1000';

async function talking(): Promise<TestNode> {
  const node = await TestNode.start({ backOff: { firstMs: 60_000, lastMs: 60_000, resetAfterMs: 1 } });
  await node.run('app', 'debian', { command: ['sh', '-c', TALK] });
  while (!(await (await node.log('app')).text()).includes('warned'));
  return node;
}

async function text(node: TestNode, query: string): Promise<string> {
  const response = await node.log('app', query);
  expect(response.status).toBe(200);
  return response.text();
}

async function refusal(node: TestNode, pod: string, query: string): Promise<unknown> {
  const response = await node.log(pod, query);
  const { reason, message } = (await response.json()) as { reason: string; message: string };
  return { status: response.status, reason, message };
}

describe('a log', () => {
  test('can be read in full, by last lines or by first bytes', async () => {
    const node = await talking();
    const lines = Array.from({ length: 10 }, (_, i) => `line ${i + 1}\n`);
    expect((await text(node, '')).replace('warned\n', '')).toBe(lines.join(''));
    expect(await text(node, 'tailLines=0')).toBe('');
    expect((await text(node, 'tailLines=3')).split('\n')).toHaveLength(4);
    expect(await text(node, 'tailLines=500')).toBe(await text(node, ''));
    expect(await text(node, 'limitBytes=9')).toBe('line 1\nli');
  });

  test('has timestamps with nanoseconds', async () => {
    const node = await talking();
    const first = (await text(node, 'timestamps=true')).split('\n')[0] ?? '';
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line 1$/);
    expect(Math.abs(Date.parse(first.split(' ')[0] ?? '') - Date.now())).toBeLessThan(60_000);
  });

  test('can start at a given time', async () => {
    const node = await talking();
    expect(await text(node, 'sinceSeconds=3600')).toBe(await text(node, ''));
    expect(await text(node, `sinceTime=${new Date(Date.now() + 60_000).toISOString()}`)).toBe('');
  });

  test('can be followed until the container exits', async () => {
    const node = await talking();
    const response = await node.log('app', 'follow=true&tailLines=1');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await node.output('app', 'touch home/end home/more');
    let rest = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) rest += part.value;
    expect(rest).toBe('more\n');
  });

  test('of the previous run is kept', async () => {
    const node = await talking();
    expect(await refusal(node, 'app', 'previous=true')).toEqual({
      status: 400,
      reason: 'BadRequest',
      message: 'previous terminated container "app" in pod "app" not found',
    });
    await node.output('app', 'touch home/end home/more');
    await node.untilStatus('app', ({ containerStatuses }) => containerStatuses?.[0]?.restartCount === 1);
    expect(await text(node, 'previous=true')).toContain('more\n');
  });

  test('of a container that waits for its restart is the log of its last run', async () => {
    const node = await TestNode.start({ backOff: { firstMs: 60_000, lastMs: 60_000, resetAfterMs: 60_000 } });
    node.add('crashloop', [{ name: 'crash', image: 'crash' }]);
    await node.untilStatus(
      'crashloop',
      ({ containerStatuses }) => containerStatuses?.[0]?.state.waiting?.reason === 'CrashLoopBackOff',
    );
    expect(await (await node.log('crashloop')).text()).toBe('about to fail\n');
  });

  test('of a container that has not started is refused', async () => {
    const node = await TestNode.start();
    node.add('app', [{ name: 'app', image: 'debian' }], {
      initContainers: [{ name: 'init', image: 'busybox', command: ['sleep', '1000'] }],
    });
    await node.untilStatus(
      'app',
      ({ initContainerStatuses }) => initContainerStatuses?.[0]?.state.running !== undefined,
    );
    expect(await refusal(node, 'app', '')).toEqual({
      status: 400,
      reason: 'BadRequest',
      message: 'container "app" in pod "app" is waiting to start: PodInitializing',
    });
    expect(await (await node.log('app', 'container=init')).text()).toBe('');
  });

  test.each([
    ['sinceTime=x', 'PodLogOptions is invalid: sinceTime: Invalid value: "x"'],
    [
      'sinceTime=2026-01-01T00:00:00Z&sinceSeconds=1',
      'PodLogOptions is invalid: at most one of `sinceTime` or `sinceSeconds` may be specified',
    ],
  ])('is refused for %s', async (query, message) => {
    const node = await TestNode.start();
    await node.run('app', 'debian');
    expect(await refusal(node, 'app', query)).toEqual({ status: 400, reason: 'BadRequest', message });
  });
});
