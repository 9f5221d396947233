/** A dropped connection neither ends a shell nor loses output. */

import { createHash } from 'node:crypto';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';
import type { TerminalClient } from './support/terminal-client.ts';

test.describe('a shell whose connection drops', () => {
  for (const [how, leave] of [
    ['breaks', 'cut'],
    ['is closed without a close message', 'close'],
  ] as const) {
    test(`is resumed when its connection ${how}`, async ({ podshell }) => {
      const sessionId = await podshell.issue();
      const first = await podshell.bind(sessionId);
      await first.run('kept=yes');
      first.line[leave]();
      await expect.poll(async () => (await podshell.session(sessionId))?.state).toBe('detached');
      // Output in flight may still advance the first terminal's offset.
      const { offset } = first;
      const second = await podshell.bind(sessionId, { Offset: offset });
      expect(await second.message('bound')).toMatchObject({
        SessionID: sessionId,
        Offset: offset,
        Resumed: true,
        Container: 'debian',
        Shell: 'bash',
      });
      expect(await second.run('echo $kept')).toBe('yes');
    });
  }

  test('is replayed from the start for a client without an offset', async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const first = await podshell.bind(sessionId);
    await first.run('echo from before');
    const { text, offset } = first;
    first.line.cut();
    const second = await podshell.bind(sessionId);
    expect(await second.message('bound')).toMatchObject({ Offset: 0, Resumed: true });
    await second.reaches(offset);
    // The next prompt may follow.
    expect(second.text.slice(0, text.length)).toBe(text);
    expect(second.messages.map(({ Op }) => Op)).toEqual(['bound']);
  });

  test('sends the output written meanwhile exactly once', async ({ podshell }) => {
    const sessionId = await podshell.issue({
      command: ['sh', '-c', 'echo ready; read line; seq 1 1000; read more'],
    });
    const first = await podshell.bind(sessionId);
    await first.sees('ready');
    first.type('go\n');
    first.line.close();
    const isDone = async () => Number((await podshell.session(sessionId))?.offset) > first.offset + 4_000;
    await expect.poll(isDone).toBe(true);
    const second = await podshell.bind(sessionId, { Offset: first.offset });
    await second.sees('1000\r\n');
    const all = Array.from({ length: 1000 }, (_, index) => `${index + 1}\r\n`).join('');
    expect(first.text + second.text).toBe(`ready\r\ngo\r\n${all}`);
  });

  test('takes the size of the resuming client', async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const first = await podshell.bind(sessionId, { Cols: 80, Rows: 24 });
    await first.message('bound');
    first.line.cut();
    const second = await podshell.bind(sessionId, { Offset: first.offset, Cols: 120, Rows: 40 });
    expect(await second.run('stty size')).toBe('40 120');
  });

  test('reports the exit of a process that ended meanwhile', async ({ podshell }) => {
    const sessionId = await podshell.issue({
      command: ['sh', '-c', 'echo ready; read line; echo bye; exit 5'],
    });
    // Over HTTP, the exit may arrive before the answer to what was sent.
    const first = await podshell.bind(sessionId, { transport: 'websocket' });
    await first.sees('ready');
    first.type('go\n');
    first.line.close();
    await expect.poll(async () => Number((await podshell.session(sessionId))?.offset)).toBe(16);
    const second = await podshell.bind(sessionId, { Offset: first.offset });
    expect(await second.exit()).toMatchObject({ code: 5 });
    expect(first.text + second.text).toBe('ready\r\ngo\r\nbye\r\n');
    expect(await second.closeFrame()).toMatchObject({ code: 1 });
  });

  test('is replayed from the start for an offset beyond its output', async ({ podshell }) => {
    const sessionId = await podshell.issue();
    const first = await podshell.bind(sessionId);
    await first.run('echo from before');
    first.line.cut();
    const second = await podshell.bind(sessionId, { Offset: 1_000_000_000 });
    expect(await second.message('bound')).toMatchObject({ Resumed: true });
    expect(await second.message('reset')).toMatchObject({ Offset: 0 });
    await second.sees('from before\r\n');
  });
});

test('5 MB of output arrive complete over connections that break at random', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_SCROLLBACK_BYTES: String(8 * 1024 * 1024) });
  const count = 700_000;
  const wanted = createHash('sha256');
  for (let number = 1; number <= count; number += 1) wanted.update(`${number}\r\n`);
  const sessionId = await podshell.issue({ command: ['seq', '1', String(count)] });
  const read = await readWithCuts(podshell, sessionId, 12, 5_000_000);
  expect(read.resets).toBe(0);
  expect(read.sha256).toBe(wanted.digest('hex'));
});

/** Reads all output, and breaks the connection at random offsets within the first `bytes`. */
async function readWithCuts(podshell: Podshell, sessionId: string, count: number, bytes: number) {
  const places = Array.from({ length: count }, () => Math.floor(Math.random() * bytes)).sort((a, b) => a - b);
  const hash = createHash('sha256');
  let offset = 0;
  let resets = 0;
  for (const place of [...places, Number.POSITIVE_INFINITY]) {
    const terminal = await podshell.bind(sessionId, { Offset: offset, Ack: Math.random() < 0.5 });
    let isCut = false;
    terminal.onOutput = (text, end) => {
      // Output that arrived right before the cut counts as lost.
      if (isCut) return;
      hash.update(text);
      offset = end;
      isCut = end >= place;
      if (isCut) terminal.line.cut();
    };
    await (place < bytes ? terminal.line.closed() : terminal.exit());
    resets += terminal.messages.filter(({ Op }) => Op === 'reset').length;
  }
  return { resets, sha256: hash.digest('hex') };
}

test('a reset reports lost output, and the newest output follows', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_SCROLLBACK_BYTES: '65536' });
  const sessionId = await podshell.issue({
    command: ['sh', '-c', 'echo ready; read line; seq 1 100000; echo 日本; read more'],
  });
  const first = await podshell.bind(sessionId);
  await first.sees('ready');
  first.type('go\n');
  first.line.cut();
  const total = 688_895 + 'ready\r\ngo\r\n日本\r\n'.length + 4;
  await expect.poll(async () => (await podshell.session(sessionId))?.offset).toBe(total);
  const second = await podshell.bind(sessionId, { Offset: first.offset });
  const { Offset } = await second.message('reset');
  expect(await second.message('bound')).toMatchObject({ Resumed: true, Offset });
  await second.reaches(total);
  expect(Number(Offset)).toBeGreaterThanOrEqual(total - 65_536);
  expect(Number(Offset)).toBeLessThan(total - 60_000);
  expect(second.bytes).toBe(total - Number(Offset));
  expect(second.text).toMatch(/99999\r\n100000\r\n日本\r\n$/);
});

test('modes from before a reset are set again first, and do not count in the offset', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_SCROLLBACK_BYTES: '65536' });
  const set = '\\033[?1049h\\033[?1;1002;1006;2004h\\033[?25l\\033=\\033[31m';
  const draw = `echo ready; read line; printf '${set}'; head -c 1600000 /dev/zero | tr '\\0' x; read more`;
  const sessionId = await podshell.issue({ command: ['sh', '-c', draw] });
  const first = await podshell.bind(sessionId);
  await first.sees('ready');
  first.type('go\n');
  first.line.cut();
  const ends = 1_600_000 + 'ready\r\ngo\r\n'.length + 41;
  await expect.poll(async () => (await podshell.session(sessionId))?.offset).toBe(ends);
  const second = await podshell.bind(sessionId);
  const outputs: { text: string; offset: number }[] = [];
  second.onOutput = (text, offset) => outputs.push({ text, offset });
  const { Offset } = await second.message('reset');
  await second.reaches(ends);
  const [modes, ...rest] = outputs;
  expect(modes?.offset).toBe(Offset);
  for (const mode of ['?1047h', '?1h', '?1002h', '?1006h', '?2004h', '?25l', '?66h', '0;31m'])
    expect(modes?.text).toContain(`\x1b[${mode}`);
  expect(rest.map(({ text }) => text).join('')).toBe('x'.repeat(ends - Number(Offset)));
});

test('a shell ends when no client resumes it in time', async ({ serve }) => {
  const podshell = await serve({ PODSHELL_RESUME_SECONDS: '0.5' });
  const sessionId = await podshell.issue();
  const first = await podshell.bind(sessionId);
  const pid = Number(await first.run('echo $$'));
  first.line.cut();
  const inTime = await podshell.bind(sessionId, { Offset: first.offset });
  await inTime.run('true');
  inTime.line.cut();
  await expect.poll(() => podshell.session(sessionId)).toBeUndefined();
  const late = await podshell.bind(sessionId, { Offset: inTime.offset });
  expect(await late.closeFrame()).toMatchObject({ code: 4404 });
  await podshell.gone([pid]);
});

for (const [how, leave] of [
  ['leave message', async (_podshell, terminal) => terminal.send({ Op: 'leave' })],
  [
    'beacon',
    async ({ api }, _terminal, sessionId) => {
      expect((await api.post(`/api/sessions/${sessionId}/leave`)).status).toBe(204);
    },
  ],
] as const satisfies readonly [
  string,
  (podshell: Podshell, terminal: TerminalClient, sessionId: string) => Promise<void>,
][]) {
  test(`a shell whose page was closed with a ${how} is kept for a shorter time`, async ({ serve }) => {
    const podshell = await serve({ PODSHELL_REOPEN_SECONDS: '0.3' });
    const [left, dropped] = [await podshell.issue(), await podshell.issue()];
    const terminal = await podshell.bind(left);
    const other = await podshell.bind(dropped);
    const pid = Number(await terminal.run('echo $$'));
    await other.run('true');
    await leave(podshell, terminal, left);
    for (const { line } of [terminal, other]) line.cut();
    await expect.poll(() => podshell.session(left)).toBeUndefined();
    await podshell.gone([pid]);
    expect(await podshell.session(dropped)).toMatchObject({ state: 'detached' });
    expect((await podshell.api.post(`/api/sessions/${left}/leave`)).json()).toMatchObject({ status: 404 });
  });
}
