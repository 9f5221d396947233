import type { CommandResult } from '#playwright';
import { expect, test } from '../support/fixtures.ts';

const COMMANDS: readonly (readonly [command: string, output: string, exitCode: number])[] = [
  ['echo one; echo two', 'one\ntwo', 0],
  ['printf "no newline at the end"', 'no newline at the end', 0],
  ['true', '', 0],
  ['(exit 42)', '', 42],
  ['no-such-command 2>/dev/null', '', 127],
  [`echo "it's" 'a "quote"' "\\$HOME" !`, `it's a "quote" $HOME !`, 0],
  ['for i in 1 2\ndo\n\techo "line $i"\ndone', 'line 1\nline 2', 0],
  ['echo shown # a comment', 'shown', 0],
  ['sleep 0 2>/dev/null &', '', 0],
  ['echo "root@host:~# "; echo "\\$ "; echo end', 'root@host:~# \n$ \nend', 0],
  ['echo 日本語 🙂', '日本語 🙂', 0],
  ["printf 'x%.0s' 1 2 3 4 5 6 7 8 9 | sed 's/x/0123456789012345678901234567890/g'", '', 0],
];

for (const [name, pod, shellCommand] of [
  ['bash', 'debian', undefined],
  ['dash', 'debian', 'dash'],
  ['busybox sh', 'busybox', undefined],
] as const) {
  test(`run returns output and exit code in ${name}`, async ({ podShell }) => {
    const shell = await podShell.open({ namespace: 'team-a', pod });
    if (shellCommand !== undefined) {
      await shell.type(`ENV= PS1='${name}''# ' exec ${shellCommand}\n`);
      await shell.waitForText(`${name}#`);
    }
    for (const [command, output, exitCode] of COMMANDS) {
      const result = await shell.run(command);
      // A shell that took another one's place has no marks, which keep spaces at line ends.
      const kept = shellCommand === undefined ? output : output.replace(/ +$/gm, '');
      const wanted = command.includes('sed') ? '0123456789012345678901234567890'.repeat(9) : kept;
      expect.soft(withoutJobs(result), command).toEqual({ output: wanted, exitCode });
    }
    const broken = await shell.run('if');
    expect(broken.exitCode).toBe(2);
    expect(broken.output).toContain('yntax error');
    await shell.run('cd /; place=kept');
    expect(await shell.run('echo "$PWD $place"')).toEqual({ output: '/ kept', exitCode: 0 });
  });
}

/** Interactive shells print messages about background jobs. */
function withoutJobs({ output, exitCode }: { readonly output: string; readonly exitCode: number }) {
  return { output: output.replace(/^\[1\].*$/gm, '').trim(), exitCode };
}

test('run has the same results by marks of the shell and with a Podshell that has none', async ({
  page,
  podShell,
}) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const commands = ['clear; echo left', ...COMMANDS.map(([command]) => command), 'if'];
  const printed = "printf '<%s>";
  await shell.run('true');
  const marked: CommandResult[] = [];
  for (const command of commands) marked.push(await shell.run(command));
  expect((await shell.text()).split(printed)).toHaveLength(1);
  expect(await shell.run('echo "a  "')).toEqual({ output: 'a  ', exitCode: 0 });
  expect(await shell.run('PROMPT_COMMAND=; (exit 9)')).toEqual({ output: '', exitCode: 9 });
  await page.evaluate(() => {
    const terminals = window.podshell?.terminals ?? (() => []);
    const without = { marksCommands: undefined, lastCommand: undefined };
    Object.assign(window, {
      podshell: { terminals: () => terminals().map((one) => ({ ...one, ...without })) },
    });
  });
  const older: CommandResult[] = [];
  for (const command of commands) older.push(await shell.run(command));
  expect(await shell.text()).toContain(printed);
  const plain = ({ output, exitCode }: CommandResult) => ({
    output: output
      .replace(/^\[1\].*$/gm, '')
      .replace(/ +$/gm, '')
      .trim(),
    exitCode,
  });
  expect(older.map(plain)).toEqual(marked.map(plain));
});

test('a long output is complete', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const { output } = await shell.run('seq 1 5000', { timeout: 30_000 });
  expect(output.split('\n')).toEqual(Array.from({ length: 5000 }, (_, index) => String(index + 1)));
});

test('after a command clears the screen, run returns the later output', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  await shell.run('echo before');
  expect(await shell.run('clear; echo left')).toEqual({ output: 'left', exitCode: 0 });
  expect(await shell.text()).not.toContain('before');
});

test('a running command can be given input', async ({ podShell }) => {
  const shell = await podShell.open({ namespace: 'team-a', pod: 'debian' });
  const asked = shell.run('printf "Your na""me? "; read name; echo "Hello, $name"');
  await shell.waitForText('Your name?');
  await shell.type('Ada\n');
  expect((await asked).output).toBe('Your name? Ada\nHello, Ada');
});
