/** The two stream targets: a new process (exec) and the main process (attach). */

import type { Container } from '../pod/container.ts';
import type { ProcessListener } from '../process/process.ts';
import type { StreamOptions } from './stream-options.ts';
import type { StreamTarget } from './stream-session.ts';
import type { Subprotocol } from './subprotocols.ts';

/** A new process for the stream. */
export function execTarget(container: Container, options: StreamOptions): StreamTarget {
  return {
    open: (listener, size) => container.exec(options, size, listener),
    leave(process, abruptly, version: Subprotocol['version']) {
      process.resume();
      // As observed: a process without a terminal that reads its input gets its end and mostly exits.
      process.endInput();
      // As recorded: a process outlives its stream, except when a v4 connection breaks without a close frame.
      if (abruptly && version !== 'v5') process.signal('SIGKILL');
    },
  };
}

/** The main process of the container. */
export function attachTarget(container: Container): StreamTarget {
  let joined: ProcessListener | undefined;
  return {
    open(listener, size) {
      joined = listener;
      const main = container.attach(listener);
      if (typeof main !== 'string' && size !== undefined) main.resize(size);
      return main;
    },
    leave() {
      if (joined !== undefined) container.detach(joined);
    },
  };
}
