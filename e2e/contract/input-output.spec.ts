/** Every byte, in both directions. */

import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from './support/fixtures.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

test.describe('start', () => {
  test('echo $((6*7)) is 42', async ({ podshell }) => {
    const terminal = await podshell.open();
    expect(await terminal.run('echo $((6*7))')).toBe('42');
    expect(await terminal.message('bound')).toMatchObject({
      Offset: 0,
      Resumed: false,
      Container: 'debian',
      Shell: 'bash',
    });
  });

  for (const [pod, container, shell] of [
    ['debian', 'debian', 'bash'],
    ['busybox', 'busybox', 'sh'],
    ['multi', 'web', 'bash'],
  ] as const) {
    test(`a shell in ${pod} is ${shell} in container ${container}`, async ({ podshell }) => {
      const terminal = await podshell.open({ pod });
      expect(await terminal.message('bound')).toMatchObject({ Container: container, Shell: shell });
      expect(await terminal.run('echo $TERM $COLORTERM')).toBe('xterm-256color truecolor');
    });
  }

  test('keys typed before the process is up arrive in order', async ({ podshell }) => {
    const early = [...'echo one; echo two; exit 3\r'];
    const terminal = await podshell.open({}, { early });
    expect(await terminal.exit()).toEqual({ code: 3, reason: expect.stringContaining('3') });
    expect(terminal.text).toMatch(/one\r\ntwo\r\n/);
  });

  test('the size in the bind message applies before the first output', async ({ podshell }) => {
    const terminal = await podshell.open({ command: ['stty', 'size'] }, { Cols: 101, Rows: 33 });
    await terminal.exit();
    expect(terminal.text).toBe('33 101\r\n');
  });

  test('the size in the request applies before the first output', async ({ podshell }) => {
    const terminal = await podshell.open({ command: ['stty', 'size'], cols: 77, rows: 11 });
    await terminal.exit();
    expect(terminal.text).toBe('11 77\r\n');
  });

  test('the last of several sizes applies, up to the maximum', async ({ podshell }) => {
    const terminal = await podshell.open();
    await terminal.message('bound');
    for (const Cols of [10, 200, 90, 65_535]) terminal.send({ Op: 'resize', Cols, Rows: 40 });
    expect(await terminal.run('stty size')).toBe('40 65535');
  });

  test('the output shows no trace of the start script', async ({ podshell }) => {
    const terminal = await podshell.open({ pod: 'busybox' });
    expect(await terminal.run('echo $#')).toBe('0');
    expect(terminal.text).not.toMatch(/podshell|7331/);
    const silent = await podshell.open({ command: ['printf', 'abc'] });
    await silent.exit();
    expect([silent.text, silent.offset]).toEqual(['abc', 3]);
  });
});

test.describe('output', () => {
  for (const [what, script, text, bytes] of [
    ['a character split in two', "printf '\\346'; sleep .1; printf '\\227\\245'", '日', 3],
    [
      'a character split at every byte',
      'for b in 360 237 231 202; do printf "\\\\$b"; sleep .05; done',
      '🙂',
      4,
    ],
    ['an incomplete character', "printf 'a\\346\\227'", 'a\u{FFFD}', 3],
    ['bytes that start no character', "printf '\\377\\376ok'", '\u{FFFD}\u{FFFD}ok', 4],
    ['an overlong encoding', "printf '\\300\\200'", '\u{FFFD}\u{FFFD}', 2],
    ['half a surrogate', "printf '\\355\\240\\200'", '\u{FFFD}\u{FFFD}\u{FFFD}', 3],
    ['a NUL and an escape sequence', "printf '\\000\\033[1mX'", '\0\u001b[1mX', 6],
    [
      'quotes, controls and line separators',
      "printf '\"\\\\\\001\\177\\342\\200\\250'",
      '"\\\u0001\u007f\u2028',
      7,
    ],
    ['a byte order mark', "printf '\\357\\273\\277x'", '\u{FEFF}x', 4],
  ] as const) {
    test(`${what} arrives correctly, and the offset counts each byte`, async ({ podshell }) => {
      const terminal = await podshell.open({ command: ['sh', '-c', script] });
      await terminal.exit();
      expect(terminal.text).toBe(text);
      expect(terminal.offset).toBe(bytes);
    });
  }

  test('messages end between characters, and offsets grow by the bytes of the text', async ({ podshell }) => {
    const line = '日本語 🙂 é à ';
    const terminal = await podshell.open({ command: ['sh', '-c', 'yes "$0" | head -n 20000', line] });
    let last = 0;
    const wrong: unknown[] = [];
    terminal.onOutput = (text, offset) => {
      if (text.includes('\u{FFFD}') || offset !== last + Buffer.byteLength(text)) wrong.push([text, offset]);
      last = offset;
    };
    await terminal.exit();
    expect(wrong).toEqual([]);
    expect(terminal.sha256()).toBe(sha256(`${line}\r\n`.repeat(20_000)));
  });

  for (const [how, Ack] of [
    ['acknowledges', true],
    ['never acknowledges', false],
  ] as const) {
    test(`10 MB of output arrive complete at a client that ${how}`, async ({ podshell }) => {
      const count = 1_250_000;
      const terminal = await podshell.open({ command: ['seq', '1', String(count)] }, { Ack });
      await terminal.exit();
      const wanted = Array.from({ length: count }, (_, index) => `${index + 1}\r\n`).join('');
      expect(terminal.offset).toBe(wanted.length);
      expect(terminal.sha256()).toBe(sha256(wanted));
    });
  }
});

test.describe('input', () => {
  test('a paste of 10 MB arrives complete', async ({ podshell }) => {
    const paste = randomBytes(5_000_000).toString('hex');
    const terminal = await podshell.open({
      command: ['sh', '-c', 'stty raw -echo; echo ready; head -c 10000000 | sha256sum'],
    });
    await terminal.sees('ready');
    for (let from = 0; from < paste.length; from += 900_000) terminal.type(paste.slice(from, from + 900_000));
    await terminal.sees(sha256(paste), 20_000);
  });

  test('text in any script arrives byte for byte', async ({ podshell }) => {
    const text = '日本語 🙂 é ñ ﷺ';
    const size = Buffer.byteLength(text);
    const terminal = await podshell.open({
      command: ['sh', '-c', `stty raw -echo; echo ready; head -c ${size} | sha256sum`],
    });
    await terminal.sees('ready');
    // One key per message, and a surrogate pair in two messages.
    for (const unit of text.split('')) terminal.type(unit);
    await terminal.sees(sha256(text));
  });

  test('Ctrl+C interrupts a program and Ctrl+D ends the shell', async ({ podshell }) => {
    const terminal = await podshell.open();
    // The mark at the end of the line is printed by the program; the echo may arrive before it runs.
    terminal.type('cat -E\n');
    terminal.type('abc\n');
    await terminal.sees('abc$');
    terminal.type('\u0003');
    // Wait for the prompt: the program that is ending could still read the line.
    await terminal.sees(/\^C[^#$]*[#$] $/);
    terminal.type('echo "<$?>"\n');
    // And for the next one: before it, the terminal would take Ctrl+D for an empty line's end that nobody reads.
    await terminal.sees(/<130>\r\n[^#$]*[#$] $/);
    terminal.type('\u0004');
    expect(await terminal.closeFrame()).toEqual({ code: 1, reason: 'Process exited' });
  });
});

test.describe('end', () => {
  for (const [what, command, code, word] of [
    ['success', ['true'], 0, 'exited'],
    ['an exit code', ['sh', '-c', 'exit 7'], 7, '7'],
    ['the largest exit code', ['sh', '-c', 'exit 255'], 255, '255'],
    ['TERM', ['sh', '-c', 'kill -TERM $$'], 143, 'SIGTERM'],
    ['KILL', ['sh', '-c', 'kill -KILL $$'], 137, 'SIGKILL'],
  ] as const) {
    test(`the end by ${what} is reported as ${code}, then the connection closes`, async ({ podshell }) => {
      const terminal = await podshell.open({ command });
      const { code: told, reason } = await terminal.exit();
      expect(told).toBe(code);
      expect(reason).toContain(word);
      expect(await terminal.closeFrame()).toEqual({ code: 1, reason: 'Process exited' });
      await terminal.line.closed();
      expect(terminal.messages.map(({ Op }) => Op)).toEqual(['bound', 'exit']);
    });
  }

  for (const [what, wish, words] of [
    ['no shell', { pod: 'distroless' }, /^No shell.*kubectl debug/],
    ['no such shell', { shell: 'no-such-shell' }, /no-such-shell/],
    ['no such command', { command: ['no-such-command'] }, /no-such-command/],
    ['a file that is not executable', { command: ['/etc/passwd'] }, /permission denied/],
  ] as const) {
    test(`${what} is reported as a failure with its reason`, async ({ podshell }) => {
      const terminal = await podshell.open(wish);
      const frame = await terminal.closeFrame();
      expect(frame.code).toBe(2);
      expect(frame.reason).toMatch(words);
      expect(terminal.messages).toEqual([expect.objectContaining({ Op: 'toast', Level: 'error' })]);
      expect(terminal.offset).toBe(0);
    });
  }
});
