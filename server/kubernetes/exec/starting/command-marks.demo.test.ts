import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { seedPods } from '#demo-cluster/seed/pods.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { Clusters } from '../../ports.ts';
import { clustersOf } from '../../testing/demo-fixture.ts';
import { RecordedShell } from '../../testing/shell-recorder.ts';
import { marksWord } from './command-marks.ts';
import { shellCommand } from './start-script.ts';

let cluster: DemoCluster;
let clusters: Clusters;
beforeAll(async () => {
  cluster = await startDemoCluster({ createKubelet, pods: seedPods() });
  clusters = clustersOf(cluster.kubeconfig).clusters;
});
afterAll(async () => {
  await clusters.dispose();
  await cluster.dispose();
});

const shells: RecordedShell[] = [];
afterEach(async () => {
  await Promise.all(shells.splice(0).map(({ stream }) => stream.terminate()));
});

function open(pod: string, { shell, marks = true }: { shell?: string; marks?: boolean } = {}): RecordedShell {
  const target = { context: 'admin', namespace: 'team-a', pod, container: pod };
  const opened = new RecordedShell(clusters.shells, { target, shell, marks });
  shells.push(opened);
  return opened;
}

/** What was printed since `from`, with the word of the marks replaced, and without their times. */
function printed({ text, marks = 'none' }: RecordedShell, from = 0): string {
  return text
    .slice(from)
    .replaceAll(marks, 'W')
    .replace(/;t=[\d.,]*/g, '');
}

/** A mark as {@link printed} writes it. */
const mark = (body: string): string => `\u001b]133;${body};podshell=W`;

/** Types a line and waits for the next prompt. @returns what was printed meanwhile */
async function enter(shell: RecordedShell, line: string): Promise<string> {
  const from = shell.text.length;
  shell.type(`${line}\r`);
  await prompts(shell, from);
  return printed(shell, from);
}

/** Waits for the end of a prompt after `from`. */
async function prompts(shell: RecordedShell, from = 0): Promise<void> {
  await vi
    .waitUntil(() => printed(shell, from).includes(mark('B')), { interval: 5 })
    .catch(() => {
      throw new Error(`No prompt in ${JSON.stringify(printed(shell, from))}`);
    });
}

/** Opens bash where this is the user's startup file. */
async function openWith(bashrc: string): Promise<RecordedShell> {
  const writer = open('debian', { marks: false });
  writer.type(`cat >~/.bashrc <<'END'\n${bashrc}\nEND\nexit\n`);
  await writer.ended();
  const shell = open('debian');
  await shell.started();
  return shell;
}

/** The path of a program of this machine, which the pods' `PATH` may not have; '' if it is not there. */
function programPath(name: string): string {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? '';
}

function hasProgram(name: string): boolean {
  return programPath(name) !== '';
}

const NEXT_PROMPT = (code: number): string => `${mark(`D;${code}`)}\u0007${mark('A')}\u0007`;

describe('bash', () => {
  test('marks prompts, commands, output and exit codes, after the startup file of the user', async () => {
    const shell = await openWith('PS1="mine> "; echo loaded; false');
    await prompts(shell);
    expect(printed(shell)).toMatch(/^loaded\r\n/);
    expect(printed(shell)).toContain(`mine> ${mark('B')}\u0007`);
    expect(await enter(shell, 'echo "is $?"; (exit 3)')).toContain(
      `${mark('C')}\u0007is 1\r\n${NEXT_PROMPT(3)}`,
    );
  });

  test('leaves no trace: no history, no variable of a child, no open file, no argument of the shell', async () => {
    const shell = await openWith('');
    await prompts(shell);
    expect(await enter(shell, 'history')).not.toContain('__podshell');
    expect(await enter(shell, 'env; declare -x')).not.toMatch(/__podshell|PROMPT_COMMAND|PS1/);
    expect(
      await enter(shell, 'echo $#; for fd in 3 4 9; do [ -e /proc/$$/fd/$fd ] && echo "open $fd"; done'),
    ).not.toMatch(/open \d\r/);
    const child = await enter(
      shell,
      'bash -c "set" | grep -c [_]_podshell; sh -c set | grep -c [_]_podshell',
    );
    expect(child).toContain('\u00070\r\n0\r\n');
  });

  test.each([
    ['a list', `PROMPT_COMMAND=('one=$?' 'two=$?')`],
    ['a text', `PROMPT_COMMAND='one=$?; two=$one'`],
  ])('runs a PROMPT_COMMAND that is %s with the status of the last command', async (_, bashrc) => {
    const shell = await openWith(bashrc);
    await prompts(shell);
    await enter(shell, '(exit 5)');
    expect(await enter(shell, 'echo "$one $two"')).toContain('5 5\r\n');
  });

  test.each([
    ['set -u', 'set -u'],
    ['set -e', 'set -e'],
    ['a read-only prompt', 'readonly PS1="fixed> "'],
    ['an exported prompt', 'export PS1="fixed> "'],
  ])('works under %s', async (_, bashrc) => {
    const shell = await openWith(bashrc);
    const from = shell.text.length;
    shell.type('! true\recho "alive $?"\r');
    await shell.sees('alive 1\r\n');
    await vi.waitUntil(() => printed(shell, from).split(mark('D;0')).length >= 2);
    expect(printed(shell)).toContain(`${mark('C')}\u0007alive 1\r\n${NEXT_PROMPT(0)}`);
    expect(printed(shell)).not.toMatch(/unbound|readonly|not found/);
  });

  test('a nested shell of an exported prompt shows it as it would be without marks', async () => {
    const shell = await openWith('export PS1="fixed> "');
    shell.type('sh -c \'echo "[$PS1]"\'\r');
    await shell.sees('[fixed> ]');
  });

  test.each([
    ['read-only', 'readonly PROMPT_COMMAND="true"'],
    ['exported', 'export PROMPT_COMMAND="true"'],
  ])('a PROMPT_COMMAND that is %s is left alone', async (_, bashrc) => {
    const shell = await openWith(bashrc);
    shell.type('declare -p PROMPT_COMMAND PS0; echo ready\r');
    await shell.sees('\r\nready\r\n');
    expect(shell.text).not.toContain(`\u001b]133;`);
    expect(shell.text).not.toContain('readonly variable');
  });

  test.each(['set -x', "trap 'echo DEBUG $BASH_COMMAND' DEBUG"])(
    '%s shows nothing of it',
    async (command) => {
      const shell = await openWith('');
      await prompts(shell);
      await enter(shell, command);
      expect((await enter(shell, 'true')).replaceAll('podshell=W', '')).not.toContain('podshell');
    },
  );

  test('goes on when the user sets prompt and PROMPT_COMMAND anew', async () => {
    const shell = await openWith('');
    await prompts(shell);
    await enter(shell, 'PS1="new> "; PROMPT_COMMAND=true');
    expect(await enter(shell, '(exit 4)')).toContain(`${NEXT_PROMPT(4)}\u001b[?2004hnew> ${mark('B')}`);
  });

  test.for([
    ['bash', '--norc', 5],
    ['dash', '', 5],
    ['zsh', '-f', 5],
    ['tmux', "-L podshell-marks -f /dev/null new '/bin/bash --norc'", 0],
  ] as const)(
    '%s is one command, and none in it is marked',
    async ([program, options, exitCode], { skip }) => {
      const path = programPath(program);
      skip(path === '', 'not installed');
      const shell = await openWith('');
      await prompts(shell);
      const from = shell.text.length;
      shell.type(`${path} ${options}\r`);
      await vi.waitUntil(() => printed(shell, from).includes(mark('C')), { interval: 5 });
      shell.type("echo in''side\r");
      await shell.sees('inside');
      shell.type('exit 5\r');
      await prompts(shell, from);
      const bodies = printed(shell, from).match(/(?<=\]133;).*?(?=;podshell=W)/g);
      expect(bodies).toEqual(['C', `D;${exitCode}`, 'A', 'B']);
      expect(await enter(shell, 'true')).toContain(mark('C'));
    },
  );

  test('a shell that takes its place by exec is not marked', async () => {
    const shell = await openWith('');
    await prompts(shell);
    const from = shell.text.length;
    shell.type('exec bash --norc\r');
    shell.type("echo in''side\rexit 5\r");
    await shell.ended();
    expect(printed(shell, from)).toContain('inside');
    expect(printed(shell, from).match(/(?<=\]133;).*?(?=;podshell=W)/g)).toEqual(['C']);
  });

  test('marks nothing for a client that does not ask, and with the setting off for none', async () => {
    const silent = clustersOf(cluster.kubeconfig, { commandMarks: false }).clusters;
    const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
    const off = new RecordedShell(silent.shells, { target, marks: true });
    shells.push(off);
    for (const shell of [open('debian', { marks: false }), off]) {
      shell.type('echo $((40+2))\r');
      await shell.sees('42\r\n');
      shell.type('exit\r');
      await shell.ended();
      expect(shell.marks).toBeUndefined();
      expect(shell.text).not.toContain(']133;');
    }
    await silent.dispose();
  });
});

describe.each([
  ['dash', 'debian', ['dash'], 'dash', hasProgram('dash')],
  ['busybox ash', 'busybox', ['busybox', 'sh'], 'busybox', hasProgram('busybox')],
  ['bash, where it is sh too', 'debian', ['bash', '--posix'], 'bash', true],
] as const)('%s', (_, pod, interpreter, program, isInstalled) => {
  /** Runs the start script in this shell, as in an image where it is `sh`. */
  async function start(environment = ''): Promise<RecordedShell> {
    const script = shellCommand({ nonce: 'n0nce', size: { cols: 80, rows: 24 }, marks: true, interpreter }, [
      program,
    ]);
    const target = { context: 'admin', namespace: 'team-a', pod, container: pod };
    const command = ['env', '-u', 'ENV', ...(environment === '' ? [] : [environment]), ...script];
    const shell = new RecordedShell(clusters.shells, { target, command });
    shells.push(shell);
    await shell.sees(/;podshell;n0nce;(\d+);/);
    shell.marks = marksWord('n0nce', Number(/;podshell;n0nce;(\d+);/.exec(shell.text)?.[1]));
    return shell;
  }

  test.runIf(isInstalled)('marks prompts and exit codes, and where output begins', async () => {
    const shell = await start();
    await prompts(shell);
    expect(await enter(shell, '(exit 3)')).toContain(NEXT_PROMPT(3));
    expect(await enter(shell, 'set -eu; echo "a $#"')).toContain('a 0\r\n');
    expect(printed(shell)).toContain(program === 'bash' ? mark('C') : `${mark('B')};lf`);
  });

  test.runIf(isInstalled)('leaves neither a variable nor an open file behind', async () => {
    const shell = await start();
    await prompts(shell);
    expect(await enter(shell, 'echo "[$ENV]"; [ -e /proc/$$/fd/9 ] || echo closed')).toContain(
      '[]\r\nclosed',
    );
    expect(await enter(shell, 'env; echo over')).not.toMatch(/__podshell|PS1/);
  });

  test.runIf(isInstalled && program !== 'bash')(
    'reads the startup file of ENV, and makes no mark by showing its prompt',
    async () => {
      const writer = open(pod, { marks: false });
      writer.type('echo \'echo "loaded $0"; PS1="mine> "\' >~/.shrc; exit\r');
      await writer.ended();
      const shell = await start('ENV=$HOME/.shrc');
      await prompts(shell);
      expect(printed(shell)).toMatch(/loaded (sh|dash)\r\n/);
      expect(printed(shell)).toContain(`mine> ${mark('B')}`);
      expect(await enter(shell, 'echo "$ENV"')).toContain('$HOME/.shrc\r\n');
      const shown = await enter(shell, 'echo a \\\rb; set; echo "$PS1"');
      expect(shown).toContain(mark('P;k=c'));
      expect(shown).toContain('$$');
      // Those of the second line, and of the prompt that follows.
      expect(shown.split('podshell=W')).toHaveLength(5);
    },
  );

  test.runIf(isInstalled && program !== 'bash')('leaves an exported prompt alone', async () => {
    const shell = await start('PS1=given> ');
    // Not as it is echoed, which may be before the prompt comes or after it.
    shell.type("echo rea''dy\r");
    await shell.sees('ready\r\n');
    expect(shell.text).not.toContain('\u001b]133;');
  });
});
