/**
 * `npm run image:check`: proves that the packed command runs, and dist/image as a container runs it. It starts itself
 * again in namespaces of its own where the system allows that; what cannot be proved on this system is named.
 */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nativeFiles } from '../packaging/native-files.ts';
import { LIMITS } from '../packaging/pack-podshell.ts';
import { openToAll } from '../packaging/stage.ts';
import { buildImage } from './build-image.ts';
import { type ClusterDoor, openDoor } from './cluster-door.ts';
import { readDockerfile } from './dockerfile.ts';
import { runImage } from './run-image.ts';
import { runPackage } from './run-package.ts';
import type { Report } from './steps.ts';

const root = join(import.meta.dirname, '..', '..');
const image = join(root, 'dist', 'image');

/** Set for the process in namespaces of its own. */
const INSIDE = '--inside';

/** Tells it of the cluster. */
const DOOR = 'PODSHELL_E2E_DOOR';

const NAMESPACES = ['--mount', '--net', '--pid', '--fork', '--mount-proc'];

const report: Report = {
  passed: (what) => console.log(`ok    ${what}`),
  notProved: (what) => console.log(`SKIP  ${what}`),
};

try {
  if (process.argv.includes(INSIDE)) await inside();
  else await outside();
} catch (error) {
  console.error(`FAIL  ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
// The relay to the cluster would keep the process inside alive.
if (process.argv.includes(INSIDE)) process.exit();

async function outside(): Promise<void> {
  if (!existsSync(image)) throw new Error('There is no dist/image. Run "npm run pack" first.');
  await runPackage({ root, report });
  const native = await nativeFiles(image);
  if (native.length > 0) throw new Error(`Native files run on one processor only: ${native.join(', ')}`);
  report.passed('no native file: the same folder serves amd64 and arm64');
  const bytes = await openToAll(image);
  if (bytes > LIMITS.image) throw new Error(`dist/image is larger than ${LIMITS.image / 1e6} MB`);
  report.passed(`${(bytes / 1e6).toFixed(1)} MB beyond the base image, of ${LIMITS.image / 1e6} MB at most`);
  const why = whyNoNamespaces();
  if (why === undefined) {
    await runInside();
  } else {
    report.notProved(`read-only root, another user, no network, a shell: ${why}`);
  }
  await buildImage({ root, image, config: await config(), report });
}

/** Runs this command again in namespaces of its own. */
async function runInside(): Promise<void> {
  const { door, dispose } = await openDoor();
  const self = [process.execPath, import.meta.filename, INSIDE];
  const env = { ...process.env, [DOOR]: JSON.stringify(door) };
  const child = spawn('unshare', [...NAMESPACES, '--kill-child', ...self], { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  await dispose();
  if (code !== 0) process.exitCode = 1;
}

/** Why the image cannot be run as in a container here; undefined if it can. */
function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'this needs Linux';
  if (process.getuid?.() !== 0) return 'this needs root';
  for (const tool of ['unshare', 'setpriv', 'chroot', 'mount', 'ldd', 'ip']) {
    const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore' });
    if (error !== undefined) return `${tool} is not installed`;
  }
  const allowed = spawnSync('unshare', [...NAMESPACES, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return allowed.status === 0 ? undefined : 'the system allows no namespaces';
}

async function inside(): Promise<void> {
  spawnSync('ip', ['link', 'set', 'lo', 'up']);
  const door = JSON.parse(process.env[DOOR] ?? '') as ClusterDoor;
  await runImage({ image, config: await config(), door, report });
}

async function config() {
  return readDockerfile(await readFile(join(root, 'deploy', 'Dockerfile'), 'utf8'));
}
