/** A root directory like that of a container: read-only, with Node and the image's files, and without a shell. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Neither root nor the image's own user, as some clusters choose one. */
export const UID = 12_345;

/** The places that a pod mounts as empty directories. Root owns them, and everybody may write to them. */
const VOLUMES = ['tmp', 'var/lib/podshell'];

export interface SandboxOptions {
  /** What the image holds; appears as `/app`. */
  readonly image: string;
  /** The files of the service account, by name. */
  readonly account: Readonly<Record<string, string>>;
}

export interface Sandbox {
  /** Starts a command in it as {@link UID}, without capabilities and unable to gain any. */
  start(command: readonly string[], env: Readonly<Record<string, string>>): ChildProcess;
  dispose(): void;
}

/** Needs root in a mount namespace of its own. @throws Error if the system does not allow a mount */
export function createSandbox({ image, account }: SandboxOptions): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'podshell-image-'));
  const mount = (...args: string[]) => execFileSync('mount', args);
  mount('-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', root);
  const below = (path: string) => join(root, path);
  for (const path of ['app', 'dev', 'proc', 'etc', 'usr/local/bin', ACCOUNT, ...VOLUMES]) {
    mkdirSync(below(path), { recursive: true });
  }
  writeFileSync(below('etc/hosts'), '127.0.0.1 localhost\n');
  for (const [name, text] of Object.entries(account)) writeFileSync(join(below(ACCOUNT), name), text);
  copyNode(root);
  for (const device of ['null', 'urandom']) {
    writeFileSync(below(`dev/${device}`), '');
    mount('--bind', `/dev/${device}`, below(`dev/${device}`));
  }
  mount('-t', 'proc', 'proc', below('proc'));
  mount('--bind', image, below('app'));
  mount('-o', 'remount,ro,bind', below('app'));
  mount('-o', 'remount,ro', root);
  for (const volume of VOLUMES) mount('-t', 'tmpfs', '-o', 'mode=777,size=64m', 'tmpfs', below(volume));
  return {
    start(command, env) {
      const user = [`--userspec=${UID}:${UID}`, '--groups=', root];
      const [program = '', ...args] = command;
      // No shell, and no PATH to look in: a container runtime does that itself.
      const path = program === 'node' ? '/usr/local/bin/node' : program;
      const environment: Record<string, string> = { ...env };
      const [setpriv, chroot] = [toolPath('setpriv'), toolPath('chroot')];
      return spawn(setpriv, ['--no-new-privs', chroot, ...user, path, ...args], {
        env: environment as NodeJS.ProcessEnv,
      });
    },
    dispose() {
      execFileSync('umount', ['--recursive', '--lazy', root]);
      rmSync(root, { recursive: true });
    },
  };
}

/** Where a tool of this system is: the image's PATH need not reach it. @throws Error if it is not installed */
function toolPath(name: string): string {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const path = found.find((file) => existsSync(file));
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

/** Node with the libraries it needs, as the base image has them. */
function copyNode(root: string): void {
  copyFileSync(process.execPath, join(root, 'usr/local/bin/node'));
  const listed = execFileSync('ldd', [process.execPath], { encoding: 'utf8' });
  for (const [, library = ''] of listed.matchAll(/(?:=>\s+)?(\/\S+)\s+\(0x/g)) {
    const target = join(root, library);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(realpathSync(library), join(dirname(target), basename(library)));
  }
}
