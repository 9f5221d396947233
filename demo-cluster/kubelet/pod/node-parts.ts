/** What every container of this node uses. */

import type { Clock } from '../clock.ts';
import type { ImageStore } from '../image/image-store.ts';
import type { ContainerProcess, ProcessListener, ProcessSpec, TerminalSize } from '../process/process.ts';
import type { Reaper } from '../process/reaper.ts';

export interface NodeParts {
  readonly clock: Clock;
  readonly images: ImageStore;
  readonly reaper: Reaper;
  /** Starts a process, on a terminal of its own when `tty`. @throws Error when it cannot be started */
  spawn(
    spec: ProcessSpec,
    tty: boolean,
    size: TerminalSize | undefined,
    listener: ProcessListener,
  ): ContainerProcess;
}
