/**
 * The namespaces of one container: user, mount, pid, UTS and IPC (see namespaces(7)). A first process holds them open;
 * every other process enters them with nsenter(1). When the first process ends, the kernel kills all others.
 *
 * There are two levels. The outer user namespace mounts the container's root. The inner one, in which everything runs,
 * gets a copy of these mounts that the kernel locks: root in the container cannot make them writable or remove them.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readSync, writeFileSync } from 'node:fs';
import { childrenOf, signalQuietly } from '../process/enter.ts';
import type { EnterCommand } from '../process/process.ts';
import type { Isolation } from './isolation.ts';
import { mountTable } from './root-mounts.ts';

export interface NamespaceParts {
  /** Absolute path of the prepared directory that becomes `/`. `ROOT.fstab` is written beside it. */
  readonly root: string;
  /** Absolute path of the image's programs. */
  readonly programs: string;
  readonly hostname: string;
}

/** Arguments: fstab, root, hostname. Prints `ready` when processes may enter, or the message of what failed. */
const OUTER_SCRIPT = `set -e
mount -a -T "$1"
cd "$2"
pivot_root . .
umount -l .
cd /
exec unshare --user --map-root-user --mount --pid --uts --ipc --fork --kill-child sh -ec "$4" sh "$3"`;

const INNER_SCRIPT = `mount -t proc proc /proc
hostname "$1" 2>/dev/null || :
echo ready
exec >/dev/null 2>&1 /pause`;

const READY = 'ready\n';
/** The kubelet waits no longer for a container's namespaces, milliseconds. */
const START_TIMEOUT_MS = 10_000;
const TOOL_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

export class ContainerNamespaces {
  readonly #isolation: Extract<Isolation, { kind: 'namespaces' }>;
  /** `unshare`, the parent of the container's first process. */
  readonly #holder: ChildProcess;
  readonly #ended = Promise.withResolvers<void>();

  /** Makes the namespaces. Blocks until they are ready, some 10 ms. @throws Error with the message of the failed tool */
  static start(
    isolation: Extract<Isolation, { kind: 'namespaces' }>,
    parts: NamespaceParts,
  ): ContainerNamespaces {
    return new ContainerNamespaces(isolation, parts);
  }

  private constructor(
    isolation: Extract<Isolation, { kind: 'namespaces' }>,
    { root, programs, hostname }: NamespaceParts,
  ) {
    this.#isolation = isolation;
    const { tools, pipes, uid } = isolation;
    const table = `${root}.fstab`;
    writeFileSync(table, mountTable(root, programs));
    const input = pipes.input();
    const output = pipes.output();
    const script = ['sh', '-c', OUTER_SCRIPT, 'sh', table, root, hostname, INNER_SCRIPT];
    this.#holder = spawn(tools.unshare, ['--user', '--map-root-user', '--mount', ...script], {
      stdio: [input.childFd, output.childFd, output.childFd],
      env: { PATH: TOOL_PATH } as unknown as NodeJS.ProcessEnv,
      cwd: '/',
      detached: true,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const onEnd = () => {
      closeSync(input.ownFd);
      this.#ended.resolve();
    };
    this.#holder.once('error', onEnd);
    this.#holder.once('exit', onEnd);
    closeSync(input.childFd);
    closeSync(output.childFd);
    const said = readUntilReady(output.ownFd);
    closeSync(output.ownFd);
    if (said.endsWith(READY)) return;
    void this.kill();
    throw new Error(said.trim() || 'namespaces cannot be made');
  }

  /** How a process is started inside. With `tty` its standard input becomes its controlling terminal. */
  enter(tty: boolean): EnterCommand {
    const { tools, uid } = this.#isolation;
    const pid = this.#holder.pid ?? 0;
    const namespaces = ['--user', '--mount', '--uts', '--ipc', `--pid=/proc/${pid}/ns/pid_for_children`];
    return {
      file: tools.nsenter,
      args: ['--preserve-credentials', '--target', String(pid), ...namespaces, '--', tools.setsid].concat(
        tty ? ['--ctty'] : [],
      ),
      uid,
    };
  }

  /** Kills everything inside. Resolves when nothing is left. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#holder;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      // unshare ends after its child, the first process, and that one after all others.
      const [first] = childrenOf(pid);
      signalQuietly(first ?? pid, 'SIGKILL');
    }
    await this.#ended.promise;
  }
}

/** Reads a non-blocking descriptor until `ready`, its end, or the timeout. */
function readUntilReady(fd: number): string {
  const room = Buffer.alloc(4096);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let said = '';
  for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS; waitedMs++) {
    try {
      const bytes = readSync(fd, room);
      if (bytes === 0) return said;
      said += room.toString('utf8', 0, bytes);
      if (said.endsWith(READY)) return said;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
  return said;
}
