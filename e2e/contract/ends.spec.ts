/** When a session ends, so do its processes, except those detached with nohup or setsid. */

import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import type { TerminalClient } from './support/terminal-client.ts';

/** Types a line and waits for the pids that it prints as `pid=123`. */
async function pidsOf(terminal: TerminalClient, line: string, count: number): Promise<number[]> {
  terminal.type(`${line}\n`);
  const find = () => [...terminal.text.matchAll(/^pid=(\d+)\r$/gm)].map((match) => Number(match[1]));
  await expect.poll(find, { message: `${count} pids of ${line}` }).toHaveLength(count);
  return find();
}

const CASES = [
  ['an idle bash', {}, 'echo; echo pid=$$', 1],
  ['an idle sh', { pod: 'busybox' }, 'echo; echo pid=$$', 1],
  ['a foreground program that reads input', {}, "echo; echo pid=$$; sh -c 'echo pid=$$; exec cat'", 2],
  [
    'a foreground program that ignores HUP',
    {},
    `echo; echo pid=$$; sh -c 'trap "" HUP; echo pid=$$; sleep 1000'`,
    2,
  ],
  ['a stopped foreground program', {}, "echo; echo pid=$$; sh -c 'echo pid=$$; kill -STOP $$'", 2],
  ['a pipeline', {}, "echo; echo pid=$$; sh -c 'echo pid=$$; exec cat' | cat", 2],
  ['a background job', {}, 'echo; echo pid=$$; sleep 1000 & echo pid=$!', 2],
] as const;

for (const [what, wish, line, count] of CASES) {
  test(`close ends ${what}`, async ({ podshell }) => {
    const terminal = await podshell.open(wish);
    const pids = await pidsOf(terminal, line, count);
    expect(await podshell.living(pids, wish)).toEqual(pids);
    await terminal.end();
    expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
    await podshell.gone(pids, wish);
  });
}

for (const [how, end] of [
  [
    'DELETE',
    async (podshell: Podshell, id: string) => void (await podshell.api.call('DELETE', `/api/sessions/${id}`)),
  ],
  ['a close after a reconnect', async (podshell: Podshell, id: string) => (await podshell.bind(id)).end()],
] as const) {
  test(`${how} ends a detached shell with a foreground program`, async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const terminal = await podshell.bind(sessionId);
    const pids = await pidsOf(terminal, "echo; echo pid=$$; sh -c 'echo pid=$$; exec cat'", 2);
    terminal.line.cut();
    await expect.poll(async () => (await podshell.session(sessionId))?.state).toBe('detached');
    await end(podshell, sessionId);
    await podshell.gone(pids);
  });
}

/** In one write: the shell does not wait for a detached process, and its prompt may come between two. */
const DETACHED_PID = 'printf "\\npid=%d\\n" $$';
for (const [what, line] of [
  ['nohup', `nohup sh -c 'exec >/dev/tty; ${DETACHED_PID}; exec sleep 1000 >/dev/null' >/dev/null 2>&1 &`],
  ['setsid', `setsid sh -c '${DETACHED_PID}; exec sleep 1000 >/dev/null 2>&1'`],
] as const) {
  test(`a process started with ${what} survives the end of its shell`, async ({ podshell }) => {
    const terminal = await podshell.open();
    const [kept = 0] = await pidsOf(terminal, line, 1);
    const shell = Number(await terminal.run('echo $$'));
    await terminal.end();
    await podshell.gone([shell]);
    expect(await podshell.living([kept])).toEqual([kept]);
    await podshell.script('kill -KILL "$1"', {}, String(kept));
  });
}

test('close ends a process that is still starting', async ({ podshell }) => {
  const tag = `tag${process.hrtime.bigint()}`;
  const terminal = await podshell.open({ command: ['sh', '-c', `echo up; exec sleep 1000 # ${tag}`] });
  await terminal.end();
  expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
  await expect.poll(async () => (await podshell.api.get('/api/sessions')).text).not.toContain('"ending"');
});

for (const [name, code, env] of [
  ['PODSHELL_IDLE_SECONDS', 'idle-limit', { PODSHELL_IDLE_SECONDS: '0.6' }],
  ['PODSHELL_MAX_LIFE_SECONDS', 'life-limit', { PODSHELL_MAX_LIFE_SECONDS: '0.6' }],
] as const) {
  test(`${name} ends a shell and reports the limit`, async ({ serve }) => {
    const podshell = await serve(env);
    const terminal = await podshell.open();
    const [pid = 0] = await pidsOf(terminal, 'echo; echo pid=$$', 1);
    expect(await terminal.message('toast')).toMatchObject({ Level: 'warning', Code: code });
    expect(await terminal.closeFrame()).toMatchObject({ code: 1 });
    await podshell.gone([pid]);
  });
}
