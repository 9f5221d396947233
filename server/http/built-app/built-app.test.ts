import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

/** A build without pages. */
async function emptyBuild(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'podshell-built-app-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const built = join(directory, '.next');
  await mkdir(join(built, 'server'), { recursive: true });
  await mkdir(join(built, 'static'));
  await writeFile(join(built, 'server', 'app-paths-manifest.json'), '{}');
  await writeFile(join(built, 'app-path-routes-manifest.json'), '{}');
  await writeFile(join(built, 'routes-manifest.json'), JSON.stringify({ dynamicRoutes: [] }));
  return directory;
}

test.each(['Promise.reject(new Error("lost"));', 'process.nextTick(() => { throw new Error("lost"); });'])(
  'shells do not end by %s, even before a page is asked for',
  async (failure) => {
    const script = `
    const { createBuiltApp } = await import(${JSON.stringify(join(import.meta.dirname, 'built-app.ts'))});
    createBuiltApp({ directory: ${JSON.stringify(await emptyBuild())}, basePath: '' });
    setImmediate(() => setImmediate(() => process.stdout.write('alive')));
    ${failure}`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const [output, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    expect({ output, code }).toEqual({ output: 'alive', code: 0 });
    expect(errors.match(/lost/g)).toHaveLength(1);
  },
);
