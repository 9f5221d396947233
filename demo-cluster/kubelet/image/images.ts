/** The images that containers may name. What a container finds in its image is declared here. */

import { BUSYBOX_PROGRAMS, DEBIAN_PROGRAMS } from './programs.ts';

export interface Image {
  readonly kind: 'debian' | 'busybox' | 'distroless' | 'crash';
  /** What stands in the one directory of PATH, as far as the host has it. */
  readonly programs: readonly string[];
  /** What a container runs that names no command. */
  readonly command: readonly string[];
  /** The prompt of a shell that is not bash. */
  readonly prompt: string;
  /** `ID` and `PRETTY_NAME` of `/etc/os-release`. */
  readonly system: { readonly id: string; readonly name: string };
}

const DEBIAN: Image = {
  kind: 'debian',
  programs: DEBIAN_PROGRAMS,
  command: ['sh', '-c', 'i=0; while true; do echo tick $i; i=$((i+1)); sleep 10; done'],
  prompt: '# ',
  system: { id: 'debian', name: 'Debian GNU/Linux 13 (trixie)' },
};

const BUSYBOX: Image = {
  kind: 'busybox',
  programs: BUSYBOX_PROGRAMS,
  command: ['sleep', '1000000'],
  prompt: '/ # ',
  system: { id: 'busybox', name: 'BusyBox' },
};

const CRASH: Image = {
  ...BUSYBOX,
  kind: 'crash',
  command: ['sh', '-c', 'echo about to fail; sleep 0.2; exit 1'],
};

const DISTROLESS: Image = {
  kind: 'distroless',
  programs: [],
  command: ['/app'],
  prompt: '# ',
  system: { id: 'distroless', name: 'Distroless' },
};

/** The image for a reference such as `registry:5000/team/busybox:1`, by the parts of its repository name. */
export function imageFor(reference: string): Image {
  const segments = reference.split('@')[0]?.split('/') ?? [];
  const names = segments.map((segment) => segment.split(':')[0] ?? '');
  const image = [BUSYBOX, DISTROLESS, CRASH].find(({ kind }) => names.some((name) => name.startsWith(kind)));
  return image ?? DEBIAN;
}
