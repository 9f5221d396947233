/** The package.json files of what is packed. */

import { type Lock, nameOf, type RootManifest } from './lock.ts';

/** What Node and readers of a package need of its package.json. Without its dependencies, npm fetches none. */
const KEPT = ['name', 'version', 'description', 'license', 'type', 'main', 'exports', 'imports'];

/** The package.json of a package that is packed in parts. */
export function cutManifest(text: string): string {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => KEPT.includes(key)));
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/** What npm fetches beside the package, because it differs between platforms: Node, and terminals for the demo. */
export function fetchedPackages(lock: Lock): Readonly<Record<string, string>> {
  const platforms = Object.entries(lock).filter(([path, { os, cpu, bin }]) => {
    const isTerminal = path.startsWith('node_modules/@lydell/node-pty-') && !path.includes('win32');
    return os !== undefined && cpu !== undefined && (bin?.node !== undefined || isTerminal);
  });
  return Object.fromEntries(platforms.map(([path, { version }]) => [nameOf(path), version]));
}

/** The package.json of the npm package. `files` names what it holds. */
export function packageManifest(
  manifest: RootManifest,
  lock: Lock,
  files: readonly string[],
): Record<string, unknown> {
  const { name, version, description, license } = manifest;
  const fetched = fetchedPackages(lock);
  return {
    name,
    version,
    description,
    keywords: ['kubernetes', 'terminal', 'shell', 'exec', 'dashboard'],
    license,
    type: 'module',
    bin: { podshell: 'cli/podshell.mjs' },
    // For the launcher, which starts a newer one.
    engines: { node: '>=20' },
    files,
    optionalDependencies: fetched,
    // npm checks what it fetches against the hash that the registry names. The launcher checks that it was this one.
    fetched: hashes(Object.keys(fetched), lock),
  };
}

/** A lock entry of the packages that a program is made of, for tools that read one. */
export function componentsLock(
  { name, version, license }: RootManifest,
  lock: Lock,
  paths: readonly string[],
): Record<string, unknown> {
  const included = new Set(paths);
  const known = (dependencies: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(dependencies).filter(([dependency]) => included.has(`node_modules/${dependency}`)),
    );
  const needed = new Set(paths.flatMap((path) => Object.keys(known(lock[path]?.dependencies))));
  const direct = paths.filter((path) => !path.includes('/node_modules/') && !needed.has(nameOf(path)));
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name, version, license, dependencies: versions(direct, lock) },
      ...Object.fromEntries(
        paths.map((path) => {
          const { version: locked, license: under, integrity, dependencies } = lock[path] ?? {};
          return [path, { version: locked, license: under, integrity, dependencies: known(dependencies) }];
        }),
      ),
    },
  };
}

/** The hash of what a registry must deliver, by package. */
function hashes(names: readonly string[], lock: Lock): Record<string, string> {
  const pairs = names.map((name) => [name, lock[`node_modules/${name}`]?.integrity] as const);
  const bare = pairs.find(([, integrity]) => integrity === undefined);
  if (bare !== undefined) throw new Error(`package-lock.json has no hash of ${bare[0]}`);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function versions(paths: readonly string[], lock: Lock): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [nameOf(path), lock[path]?.version ?? '']));
}
