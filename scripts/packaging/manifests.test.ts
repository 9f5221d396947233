import { expect, test } from 'vitest';
import { packageOf, readLock, readManifest, resolveIn } from './lock.ts';
import { componentsLock, cutManifest, fetchedPackages, packageManifest } from './manifests.ts';

const { manifest, lock } = { manifest: await readManifest(), lock: await readLock() };

test('a packed package has no dependencies that npm would fetch, and no scripts', () => {
  const cut = JSON.parse(
    cutManifest(
      JSON.stringify({ name: 'x', main: 'a.js', exports: { '.': './a.js' }, dependencies: {}, scripts: {} }),
    ),
  );
  expect(cut).toEqual({ name: 'x', main: 'a.js', exports: { '.': './a.js' } });
});

test('npm fetches Node for each platform and terminals for the demo, each with its hash', () => {
  const fetched = fetchedPackages(lock);
  expect(Object.keys(fetched).filter((name) => name.startsWith('node-'))).toEqual(
    Object.keys(manifest.optionalDependencies),
  );
  expect(Object.keys(fetched)).toContain('@lydell/node-pty-darwin-arm64');
  const packed = packageManifest(manifest, lock, ['program.tar.gz']);
  expect(packed).toMatchObject({
    name: 'podshell',
    version: manifest.version,
    files: ['program.tar.gz'],
    optionalDependencies: fetched,
    fetched: Object.fromEntries(
      Object.keys(fetched).map((name) => [name, lock[`node_modules/${name}`]?.integrity]),
    ),
  });
  expect(packed).not.toHaveProperty('dependencies');
});

test('the lock of components names only what is in it, each with its hash', () => {
  const { packages } = componentsLock(manifest, lock, ['node_modules/pino', 'node_modules/sonic-boom']) as {
    packages: Record<string, { dependencies: Record<string, string>; integrity?: string }>;
  };
  expect(packages['']?.dependencies).toEqual({ pino: lock['node_modules/pino']?.version });
  expect(Object.keys(packages['node_modules/pino']?.dependencies ?? {})).toEqual(['sonic-boom']);
  expect(packages['node_modules/sonic-boom']?.integrity).toMatch(/^sha512-/);
});

test('packages are found as Node finds them', () => {
  const nested = { 'node_modules/a': {}, 'node_modules/a/node_modules/b': {}, 'node_modules/b': {} };
  const fake = nested as unknown as typeof lock;
  expect(resolveIn(fake, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b');
  expect(resolveIn(fake, 'node_modules/a/node_modules/b', 'b')).toBe('node_modules/a/node_modules/b');
  expect(resolveIn(fake, 'node_modules/c', 'b')).toBe('node_modules/b');
  expect(packageOf('node_modules/a/node_modules/@x/b/lib/c.js')).toBe('node_modules/a/node_modules/@x/b');
  expect(packageOf('server/main.js')).toBeUndefined();
});
