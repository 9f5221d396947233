/** What happens to an open shell when the cluster fails: each cause has its own message and next step. */

import type { PodObject } from '#demo-cluster/ports.ts';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import type { TerminalClient } from './support/terminal-client.ts';

let podshell: Podshell;
test.beforeEach(async ({ serve, own }) => {
  podshell = await serve({ KUBECONFIG: own.kubeconfig });
  await podshell.podsRun();
});

function pod(name: string): PodObject {
  const command = ['sh', '-c', 'echo $$ >main.pid; exec sleep 1000000'];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
    spec: {
      containers: [{ name: 'main', image: 'docker.io/library/debian:13', command }],
      terminationGracePeriodSeconds: 1,
    },
    status: {},
  };
}

async function isRunning(name: string): Promise<void> {
  const status = async () => (await podshell.api.get(`/api/pods/team-a/${name}`)).json().status;
  await expect.poll(status, { intervals: [50] }).toBe('Running');
}

/** How a terminal failed: the code of the toast, and the reason of the close frame, which is the same sentence. */
async function failureOf(terminal: TerminalClient) {
  const { code, reason } = await terminal.closeFrame();
  const toast = terminal.messages.at(-1);
  expect(code).toBe(2);
  expect(toast).toMatchObject({ Op: 'toast', Level: 'error', Data: reason });
  expect(reason).not.toMatch(/no shell/i);
  return { code: toast?.Code, reason };
}

test('deleting the pod ends the shell with its reason', async ({ own: { demo } }) => {
  demo.createPod(pod('to-delete'));
  await isRunning('to-delete');
  const terminal = await podshell.open({ pod: 'to-delete' });
  await terminal.run('true');
  demo.deletePod('team-a', 'to-delete');
  expect(await failureOf(terminal)).toEqual({
    code: 'pod-deleted',
    reason: expect.stringMatching(/"to-delete".*deleted.*another pod/),
  });
});

test('a pod deleted before its session is bound is reported', async ({ own: { demo } }) => {
  demo.createPod(pod('to-miss'));
  await isRunning('to-miss');
  const sessionId = await podshell.issue({ pod: 'to-miss' });
  demo.deletePod('team-a', 'to-miss');
  await expect.poll(() => demo.pod('team-a', 'to-miss')).toBeUndefined();
  const terminal = await podshell.bind(sessionId);
  expect(await failureOf(terminal)).toMatchObject({ code: 'pod-not-found' });
});

test('a container whose main process ends is reported', async ({ own: { demo } }) => {
  demo.createPod(pod('to-restart'));
  await isRunning('to-restart');
  const terminal = await podshell.open({ pod: 'to-restart' });
  await terminal.run('true');
  terminal.type('kill -9 $(cat main.pid)\n');
  expect(await failureOf(terminal)).toEqual({
    code: 'container-restarted',
    reason: expect.stringMatching(/Container "main".*new shell/),
  });
  demo.deletePod('team-a', 'to-restart');
});

test('a killed shell is not reported as a cluster failure', async () => {
  const terminal = await podshell.open();
  await terminal.run('true');
  terminal.type('kill -9 $$\n');
  expect(await terminal.exit()).toMatchObject({ code: 137 });
  expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
});

test('a lost API server ends the shell, and new shells open when it is back', async ({ own: { demo } }) => {
  const terminal = await podshell.open();
  const pid = Number(await terminal.run('echo $$'));
  const issued = await podshell.issue();
  await demo.stopServing();
  const failure = failureOf(terminal);
  for (const reply of [
    await podshell.api.get('/api/pod/debian/shell'),
    await podshell.api.post('/api/pods/team-a/debian/shell'),
    await podshell.api.get('/api/pods'),
    await podshell.api.get('/api/pods/team-a/debian'),
  ]) {
    expect(reply.json()).toMatchObject({ status: 503, code: 'cluster-unreachable' });
  }
  expect((await podshell.api.get('/readyz')).status).toBe(200);
  const late = await podshell.bind(issued);
  expect(await failureOf(late)).toMatchObject({ code: 'cluster-unreachable' });
  expect(await failure).toEqual({
    code: 'stream-broken',
    reason: expect.stringMatching(/API server.*new shell/),
  });
  await demo.resumeServing();
  const next = await podshell.open();
  expect(await next.run('echo again')).toBe('again');
  await podshell.gone([pid]);
});
