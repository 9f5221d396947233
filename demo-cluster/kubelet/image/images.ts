/** The images of the demo cluster: their programs, default commands and prompts. */

import type { ContainerSpec } from '#demo-cluster/ports.ts';
import { BUSYBOX_PROGRAMS, DEBIAN_PROGRAMS } from './programs.ts';

export interface Image {
  readonly kind: 'debian' | 'busybox' | 'distroless' | 'crash' | 'bash-only' | 'zsh-only';
  /** Programs in PATH. Those that the host lacks are missing in the container too. */
  readonly programs: readonly string[];
  /** ENTRYPOINT of the image: used when the container spec has no `command`. */
  readonly entrypoint: readonly string[];
  /** CMD of the image: used when the container spec has neither `command` nor `args`. */
  readonly command: readonly string[];
  /** Replaces `command` in a container with `stdin: true`, so that attach finds a shell. */
  readonly shell: readonly string[];
  /** The prompt of shells other than bash. */
  readonly prompt: string;
  /** `ID` and `PRETTY_NAME` of `/etc/os-release`. */
  readonly system: { readonly id: string; readonly name: string };
}

const DEBIAN: Image = {
  kind: 'debian',
  programs: DEBIAN_PROGRAMS,
  entrypoint: [],
  command: ['sh', '-c', 'i=0; while true; do echo tick $i; i=$((i+1)); sleep 10; done'],
  shell: ['bash'],
  prompt: '# ',
  system: { id: 'debian', name: 'Debian GNU/Linux 13 (trixie)' },
};

/**
 * The shell of busybox, where the host has it: as in the real image, it draws its prompt again when its window changes, and
 * so for whoever attaches. The host's `sh` may be dash, which does not.
 */
const BUSYBOX_SHELL = ['sh', '-c', 'command -v busybox >/dev/null && exec busybox sh; exec sh'];

const BUSYBOX: Image = {
  kind: 'busybox',
  programs: BUSYBOX_PROGRAMS,
  entrypoint: [],
  command: ['sleep', '1000000'],
  shell: BUSYBOX_SHELL,
  prompt: '/ # ',
  system: { id: 'busybox', name: 'BusyBox' },
};

const CRASH: Image = {
  ...BUSYBOX,
  kind: 'crash',
  command: ['sh', '-c', 'echo about to fail; sleep 0.2; exit 1'],
  shell: ['sh', '-c', 'echo about to fail; sleep 0.2; exit 1'],
};

const DISTROLESS: Image = {
  kind: 'distroless',
  programs: [],
  entrypoint: ['/app'],
  command: [],
  shell: [],
  prompt: '# ',
  system: { id: 'distroless', name: 'Distroless' },
};

const SH = new Set(['sh', 'dash', 'bash', 'rbash']);
const SHELL_LESS = DEBIAN_PROGRAMS.filter((name) => !SH.has(name));

/** Images with one shell that is not `sh`. */
const BASH_ONLY: Image = { ...DEBIAN, kind: 'bash-only', programs: [...SHELL_LESS, 'bash'] };
const ZSH_ONLY: Image = { ...DEBIAN, kind: 'zsh-only', programs: [...SHELL_LESS, 'zsh'], shell: ['zsh'] };

/** Those that are known by the beginning of their name; all others are Debian. */
const NAMED = [BUSYBOX, DISTROLESS, CRASH, BASH_ONLY, ZSH_ONLY];

/** The container's command line: `command` replaces ENTRYPOINT and CMD of the image, `args` only CMD. */
export function commandLine(
  image: Image,
  { command, args, stdin }: Pick<ContainerSpec, 'command' | 'args' | 'stdin'>,
): readonly string[] {
  if (command !== undefined) return [...command, ...(args ?? [])];
  return [...image.entrypoint, ...(args ?? (stdin === true ? image.shell : image.command))];
}

/** The image for a reference such as `registry:5000/team/busybox:1`, by the segments of its repository name. */
export function imageFor(reference: string): Image {
  const segments = reference.split('@')[0]?.split('/') ?? [];
  const names = segments.map((segment) => segment.split(':')[0] ?? '');
  const image = NAMED.find(({ kind }) => names.some((name) => name.startsWith(kind)));
  return image ?? DEBIAN;
}
