/** The audit log: lines about who did what, in order, bounded where strangers could make them. */

import type { Clock, Logger } from '#server/ports.ts';
import { encodeLine } from './encode-line.ts';
import type { Audit, AuditEvent, AuditEventName } from './events.ts';
import { FloodLimit } from './flood-limit.ts';
import { type LineSink, LineWriter } from './line-writer.ts';

/** Lines that anybody can cause as often as wanted. */
const LIMITED: ReadonlySet<AuditEventName> = new Set(['sign-in-refused', 'request-refused', 'shell-refused']);

export interface AuditLogOptions {
  readonly sink: LineSink;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class AuditLog implements Audit {
  readonly #clock: Clock;
  readonly #writer: LineWriter;
  readonly #flood: FloodLimit;

  constructor({ sink, clock, logger }: AuditLogOptions) {
    this.#clock = clock;
    this.#writer = new LineWriter({
      sink,
      clock,
      onFailed: (error) =>
        logger.error({ err: error }, 'The audit log cannot be written: no new shells until it can'),
      onRecovered: (failedWrites, lostLines) => {
        logger.warn({ failedWrites, lostLines }, 'The audit log can be written again');
        if (lostLines > 0) this.#tellLeftOut('not-written', lostLines);
      },
    });
    this.#flood = new FloodLimit(clock, (address, lines) => this.#tellLeftOut('flood', lines, address));
  }

  record(event: AuditEvent): void {
    if (LIMITED.has(event.event) && !this.#flood.admit(event.sender?.address ?? '')) return;
    this.#writer.push(encodeLine(event, this.#clock.now()));
  }

  written(): Promise<void> {
    return this.#writer.written();
  }

  /** Tells what was left out, and waits for the last lines. */
  async dispose(): Promise<void> {
    this.#flood.flush();
    await this.#writer.written().catch(() => {});
    this.#writer.dispose();
  }

  #tellLeftOut(cause: 'flood' | 'not-written', leftOut: number, address = ''): void {
    const sender = { caller: undefined, address, requestId: '' };
    const event: AuditEvent = { event: 'lines-left-out', sender, cause, leftOut };
    this.#writer.push(encodeLine(event, this.#clock.now()));
  }
}
