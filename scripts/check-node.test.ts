import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const check = join(import.meta.dirname, 'check-node.mjs');

/** Runs the check in a Node that reports `version`. */
function checkAs(version: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  return spawnSync(process.execPath, ['--import', pretend, '--import', check, '--eval', ''], {
    encoding: 'utf8',
  });
}

test.each(['24.0.0', '26.10.0', process.versions.node])('accepts Node %s silently', (version) => {
  expect(checkAs(version)).toMatchObject({ status: 0, stderr: '' });
});

test.each(['20.20.2', '22.18.0'])('stops Node %s and says what to do', (version) => {
  const { status, stderr } = checkAs(version);
  expect(status).toBe(78);
  expect(stderr).toContain(`is Node ${version}.`);
  expect(stderr).toContain('npm ci installs a suitable Node');
});

test('the lock file pins Node for each platform by hash, and no other package installs one', async () => {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const withNode = Object.values(packages).filter(({ bin }) => bin?.node !== undefined);
  const platforms = withNode.map(({ os, cpu }) => `${[os].flat()[0]} ${[cpu].flat()[0]}`).sort();
  expect(platforms).toEqual(['darwin arm64', 'darwin x64', 'linux arm64', 'linux x64', 'win32 x64']);
  for (const locked of withNode) {
    expect(locked.integrity).toMatch(/^sha512-/);
    expect(locked).toMatchObject({ optional: true });
    expect(locked).not.toHaveProperty('dev');
    expect(locked).not.toHaveProperty('hasInstallScript');
  }
});

interface LockedPackage {
  readonly bin?: Record<string, string>;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly integrity?: string;
}
