/** What all containers of the node share. */

import type { Clock } from '../clock.ts';
import type { ImageStore } from '../image/image-store.ts';
import type { Isolation } from '../isolation/isolation.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from '../process/process.ts';
import type { Reaper } from '../process/reaper.ts';
import type { StoppedCommands } from '../process/stopped-commands.ts';

export interface NodeParts {
  readonly clock: Clock;
  readonly images: ImageStore;
  readonly reaper: Reaper;
  readonly stopped: StoppedCommands;
  readonly isolation: Isolation;
  /** Say in the first line of every terminal that the container is not isolated. */
  readonly isolationNotice: boolean;
  /** Starts a process; with `tty`, on its own terminal. @throws Error if it cannot start */
  spawn(
    spec: ProcessSpec,
    tty: boolean,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess;
}
