/** Runs the packed command in an empty folder, with its demo, and ends it as Ctrl+C does. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newWriter } from '#server/recording/testing/cast-fixture.ts';
import { readLock } from '../packaging/lock.ts';
import { fetchedPackages } from '../packaging/manifests.ts';
import { Client } from './client.ts';
import { collect, expect, openShell, type Report, until, within } from './steps.ts';

export interface RunPackageOptions {
  /** This repository, packed. */
  readonly root: string;
  readonly report: Report;
}

/** @throws Error that says what the packed command does not do */
export async function runPackage({ root, report }: RunPackageOptions): Promise<void> {
  const [file = ''] = globSync('dist/podshell-*.tgz', { cwd: root });
  const folder = mkdtempSync(join(tmpdir(), 'podshell-package-'));
  try {
    execFileSync('tar', ['-xzf', join(root, file), '-C', folder]);
    const installed = join(folder, 'package');
    // Instead of what npm fetches: what it has fetched here.
    for (const name of Object.keys(fetchedPackages(await readLock()))) {
      const [have] = globSync(`node_modules/${name}`, { cwd: root });
      if (have === undefined) continue;
      mkdirSync(dirname(join(installed, have)), { recursive: true });
      symlinkSync(join(root, have), join(installed, have));
    }
    const command = join(installed, 'cli', 'podshell.mjs');
    verify(command, folder);
    report.passed(`${file}: verify tells a recording from one that was changed`);
    await use(command, folder);
    report.passed(`${file}: --demo opens a shell, SIGINT ends it with 0 and leaves no process`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function verify(command: string, folder: string): void {
  const { writer } = newWriter();
  writer.output(Buffer.from('as recorded'));
  const { bytes } = writer.end('process-exited', 0);
  const codeOf = (content: string): number | null => {
    const file = join(folder, 'shell.cast');
    writeFileSync(file, content);
    const env = { ...process.env, HOME: folder };
    return spawnSync(process.execPath, [command, 'verify', file], { cwd: folder, env }).status;
  };
  const recorded = bytes.toString();
  expect('verify ends with 0 for a recording', codeOf(recorded) === 0);
  expect('verify ends with 1 for a changed one', codeOf(recorded.replace('as rec', 'not rec')) === 1);
}

async function use(command: string, folder: string): Promise<void> {
  const args = [command, '--demo', '--no-open', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, HOME: folder } });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const log = collect(child);
  try {
    const address = () => log().flatMap((line) => /^Podshell is at (\S+)$/.exec(line)?.[1] ?? [])[0];
    await until('the command says where Podshell is', async () => {
      if (child.exitCode !== null) return 'never';
      return address() !== undefined;
    });
    const url = address() ?? '';
    const client = new Client(Number(new URL(url).port), url);
    expect('GET /pods answers 200', (await client.ask('GET', '/pods')).status === 200);
    const shell = await openShell(client);
    shell.send({ Op: 'stdin', Data: 'echo $((6 * 7))-answered\n' });
    await within('the shell answers', shell.output('42-answered'));
    child.kill('SIGINT');
    const [code] = await within('the command ends', ended);
    expect(`the command ends with 0, not ${code}`, code === 0);
    await until('no process is left', async () => processesOf(folder).length === 0);
  } catch (error) {
    process.stderr.write(`${log().join('\n')}\n`);
    throw error;
  } finally {
    child.kill('SIGKILL');
  }
}

/** The processes that were started from a folder. Empty where the system does not tell. */
function processesOf(folder: string): readonly string[] {
  return globSync('/proc/[0-9]*/cmdline').filter((file) => {
    try {
      return readFileSync(file, 'utf8').includes(folder);
    } catch {
      // It has ended.
      return false;
    }
  });
}
