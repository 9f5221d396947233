/** Builds deploy/Dockerfile with buildah, where it is installed, on a base that is made here. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageConfig } from './dockerfile.ts';
import type { Report } from './steps.ts';

export interface BuildOptions {
  /** The build context. */
  readonly root: string;
  readonly image: string;
  readonly config: ImageConfig;
  readonly report: Report;
}

/** @throws Error if the built image is not what the Dockerfile says */
export async function buildImage({ root, image, config, report }: BuildOptions): Promise<void> {
  if (spawnSync('buildah', ['--version'], { stdio: 'ignore' }).error !== undefined) {
    report.notProved('deploy/Dockerfile builds: buildah is not installed (apt-get install buildah)');
    return;
  }
  const store = mkdtempSync(join(tmpdir(), 'podshell-buildah-'));
  const options = ['--root', join(store, 'root'), '--runroot', join(store, 'run'), '--storage-driver', 'vfs'];
  const buildah = (...args: string[]) =>
    execFileSync('buildah', [...options, ...args], { cwd: root, encoding: 'utf8' }).trim();
  try {
    // Instead of a base from a registry: Node alone.
    const base = buildah('from', 'scratch');
    buildah('copy', base, process.execPath, '/usr/local/bin/node');
    buildah('commit', '--quiet', base, 'localhost/base:latest');
    const digest = buildah('images', '--format', '{{.Digest}}', 'localhost/base:latest');
    const given = { BASE_IMAGE: 'localhost/base', BASE_DIGEST: digest, CONTENT: 'packed', REVISION: 'abc' };
    const args = Object.entries(given).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
    const common = [
      '--isolation',
      'chroot',
      '--format',
      'docker',
      '--pull=never',
      '--file',
      'deploy/Dockerfile',
    ];
    buildah('build', ...common, ...args, '--tag', 'localhost/podshell', '.');
    const built = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/podshell')) as Inspected;
    compare(built, config, digest);
    const container = buildah('from', '--pull=never', 'localhost/podshell');
    const mounted = buildah('mount', container);
    execFileSync('diff', ['--recursive', image, join(mounted, 'app')]);
    report.passed(
      'buildah builds deploy/Dockerfile: user, entrypoint, healthcheck and labels as it says, /app is dist/image',
    );
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

interface Inspected {
  readonly Docker: {
    readonly config: {
      readonly User: string;
      readonly Entrypoint: readonly string[];
      readonly Cmd: readonly string[] | null;
      readonly Env: readonly string[];
      readonly Healthcheck?: { readonly Test: readonly string[] };
      readonly Labels: Readonly<Record<string, string>>;
    };
  };
}

function compare({ Docker: { config } }: Inspected, wanted: ImageConfig, digest: string): void {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
  ) as { version: string };
  const label = (name: string) => config.Labels[`org.opencontainers.image.${name}`];
  const pairs: [string, unknown, unknown][] = [
    ['user', config.User, wanted.user],
    ['entrypoint', config.Entrypoint, wanted.entrypoint],
    ['command', config.Cmd ?? [], []],
    ['healthcheck', config.Healthcheck?.Test, ['CMD', ...wanted.healthcheck]],
    ['version', label('version'), version],
    ['revision', label('revision'), 'abc'],
    ['digest of the base', label('base.digest'), digest],
    ...Object.entries(wanted.env).map(([name, value]): [string, unknown, unknown] => [
      name,
      config.Env.find((line) => line.startsWith(`${name}=`)),
      `${name}=${value}`,
    ]),
  ];
  for (const [what, is, should] of pairs) {
    if (JSON.stringify(is) !== JSON.stringify(should)) {
      throw new Error(`The built image's ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}.`);
    }
  }
}
