import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SERVER_FLAGS } from '#scripts/server-engine.ts';

const MODULE = JSON.stringify(join(import.meta.dirname, 'spare-memory.ts'));

/** Runs a program as the server is run. @returns what it prints, which is JSON */
function run<Said>(program: string): Said {
  const args = [...SERVER_FLAGS, '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Said;
}

test('the young generation shrinks, and pages get no means to collect garbage', () => {
  const { before, after, gc } = run<{ before: number; after: number; gc: string }>(`
    import { getHeapSpaceStatistics } from 'node:v8';
    import { collectGarbage } from ${MODULE};
    const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
    // As modules do while they are loaded: much of what is allocated stays.
    let kept = [];
    while (young() < 8e6) kept.push({ text: String(kept.length) });
    const before = young();
    kept = kept.length;
    collectGarbage();
    console.log(JSON.stringify({ before, after: young(), gc: typeof globalThis.gc }));
  `);
  expect(after).toBeLessThan(before / 4);
  expect(gc).toBe('undefined');
});

describe('compiled code', () => {
  /** A folder with some modules, and with an empty cache. */
  async function modules(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'podshell-code-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'cache'));
    for (const name of ['a', 'b', 'c']) await writeFile(join(folder, `${name}.mjs`), 'export default 1;');
    return folder;
  }

  /** Loads modules of a folder, then does something. @returns how many cached files there are then */
  function load(folder: string, names: string, then: string): number {
    return run<number>(`
      import { readdirSync } from 'node:fs';
      import { enableCompileCache, getCompileCacheDir } from 'node:module';
      import { collectGarbage, releaseCompiledCode } from ${MODULE};
      enableCompileCache(${JSON.stringify(join(folder, 'cache'))});
      for (const name of ${JSON.stringify([...names])}) await import(${JSON.stringify(`${folder}/`)} + name + '.mjs');
      ${then}
      console.log(readdirSync(getCompileCacheDir()).length);
    `);
  }

  test('a start does not wait for it to be written to an empty cache', async () => {
    expect(load(await modules(), 'abc', 'releaseCompiledCode();')).toBe(0);
  });

  test('a start lets go of it, which writes what is new to the cache', async () => {
    const folder = await modules();
    load(folder, 'ab', '');
    const kept = load(folder, '', '');
    expect(kept).toBeGreaterThan(0);
    expect(load(folder, 'abc', 'releaseCompiledCode();')).toBeGreaterThan(kept);
  });

  test('a collection lets go of it, even if the cache was empty', async () => {
    expect(load(await modules(), 'abc', 'collectGarbage();')).toBeGreaterThan(0);
  });

  test('without a cache there is nothing to let go of', () => {
    const program = `import { releaseCompiledCode } from ${MODULE}; releaseCompiledCode(); console.log(1);`;
    expect(run<number>(program)).toBe(1);
  });
});
