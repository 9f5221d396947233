/** How a server stops: with a drain, at once, or killed. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replicaCount } from '../support/replica-plan.ts';
import { expect, test } from './support/fixtures.ts';

/** Of replicas that stop together, those without a shell end at once, and with them connections to shells of the others. */
const alone = replicaCount() === 1 ? test : test.skip;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  alone(
    `${signal} drains: new shells are refused, open ones get a notice and keep running, then 1001`,
    async ({ serve, podshell: other }) => {
      const podshell = await serve({ PODSHELL_DRAIN_SECONDS: '1.5' });
      const terminal = await podshell.open();
      const pid = Number(await terminal.run('echo $$'));
      podshell.process.signal(signal);
      expect(await terminal.message('toast')).toMatchObject({ Level: 'warning', Data: /shutting down/ });
      expect((await podshell.api.get('/readyz')).json()).toMatchObject({ status: 503, code: 'draining' });
      expect((await podshell.api.get('/healthz')).status).toBe(200);
      for (const reply of [
        await podshell.api.get('/api/pod/debian/shell'),
        await podshell.api.post('/api/pods/team-a/debian/shell'),
      ]) {
        expect(reply.json()).toMatchObject({ status: 503, code: 'draining' });
      }
      expect(await terminal.run('echo still here')).toBe('still here');
      expect(await terminal.closeFrame()).toMatchObject({ code: 1001 });
      expect(await terminal.line.closed()).toBe(1001);
      expect(await podshell.process.exited()).toBe(0);
      await other.gone([pid]);
    },
  );
}

alone('a drain ends with the last shell', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_DRAIN_SECONDS: '600' });
  const terminal = await podshell.open();
  await terminal.run('true');
  podshell.process.signal('SIGTERM');
  await terminal.message('toast');
  terminal.type('exit 4\n');
  expect(await terminal.exit()).toMatchObject({ code: 4 });
  expect(await podshell.process.exited()).toBe(0);
});

test('without open shells the server stops at once', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_DRAIN_SECONDS: '600' });
  podshell.process.signal('SIGTERM');
  expect(await podshell.process.exited(5_000)).toBe(0);
});

alone('a second signal stops the server at once', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_DRAIN_SECONDS: '600' });
  const terminal = await podshell.open();
  await terminal.run('true');
  podshell.process.signal('SIGTERM');
  await terminal.message('toast');
  podshell.process.signal('SIGTERM');
  await podshell.process.exited(1_000);
  await terminal.line.closed();
});

test('a server whose output nobody reads any more keeps its shells, and stops when told', async ({
  serve,
}) => {
  const podshell = await serve({ PODSHELL_LOG_LEVEL: 'debug', PODSHELL_DRAIN_SECONDS: '0' });
  podshell.process.closeOutput();
  // Next writes a line at its first request.
  expect((await podshell.api.get('/pods')).status).toBe(200);
  const terminal = await podshell.open();
  expect(await terminal.run('echo on')).toBe('on');
  podshell.process.signal('SIGTERM');
  expect(await podshell.process.exited(5_000)).toBe(0);
});

test('the shells of a killed server end, the rest with the next server, and no other processes', async ({
  serve,
  podshell: other,
  stateDirectory,
}) => {
  const neighbour = await other.open();
  const kept = Number(await neighbour.run('echo $$'));
  const killed = await serve();
  const idle = await killed.open({ pod: 'busybox' });
  const busy = await killed.open();
  const idlePids = [Number(await idle.run('echo $$'))];
  const pids = [Number(await busy.run('echo $$'))];
  busy.type('sh -c \'trap "" HUP; echo; echo pid=$$; exec sleep 1000\'\n');
  pids.push(Number((await busy.sees(/^pid=\d+\r$/m)).slice(4)));
  const notes = async () => {
    const files = await readdir(stateDirectory, { recursive: true });
    // Other servers keep their copies of the pages here.
    const isNote = (file: string) => file.endsWith('.json') && !file.startsWith('pages/');
    const texts = files.filter(isNote).map((file) => join(stateDirectory, file));
    return Promise.all(texts.map((file) => readFile(file, 'utf8')));
  };
  await expect.poll(async () => (await notes()).length).toBeGreaterThanOrEqual(3);
  killed.process.signal('SIGKILL');
  await killed.process.exited();
  // A pid means something in its own container only.
  await other.gone(idlePids, { pod: 'busybox' });
  await other.gone(pids.slice(0, 1));
  const ignoresHangUp = pids.slice(1);
  expect(await other.living(ignoresHangUp)).toEqual(ignoresHangUp);
  expect((await notes()).join()).not.toMatch(/token|Bearer|password/i);
  await serve();
  await other.gone(ignoresHangUp);
  expect(await neighbour.run('echo $$')).toBe(String(kept));
});
