/** What a killed run has left in the spool is completed and sent. */

import type { Logger } from '#server/ports.ts';
import type { Signer } from '../cast/signing.ts';
import type { Shipper, StoredMeta } from '../ports.ts';
import { completeCast } from './complete-cast.ts';
import type { LeftOver, Spool } from './spool.ts';

export interface LeftOversOptions {
  readonly spool: Spool;
  readonly shipper: Shipper;
  readonly signer: Signer | undefined;
  readonly logger: Logger;
}

/** Never rejects: what cannot be read stays for a later run, and is logged. */
export async function completeLeftOvers(options: LeftOversOptions): Promise<void> {
  const { logger, spool } = options;
  let found: readonly LeftOver[] = [];
  try {
    found = await spool.leftOver();
  } catch (error) {
    logger.error({ err: error, directory: spool.directory }, 'Spool of recordings cannot be read');
  }
  for (const leftOver of found) {
    try {
      await completeOne(leftOver, options);
    } catch (error) {
      logger.error(
        { err: error, shellId: leftOver.opened.meta.id },
        'Recording of a former run is left as it is',
      );
    }
  }
}

async function completeOne(leftOver: LeftOver, options: LeftOversOptions): Promise<void> {
  const { logger, shipper, signer, spool } = options;
  const { opened, start, end } = leftOver;
  const { id } = opened.meta;
  const completed = await completeCast(spool.read(id, start, end), start, signer);
  if (completed === undefined) {
    // What the store has of it is all that is left. It leaves spool and store where that is nothing.
    shipper.opened({ ...opened, isStrict: false, sameBytes: 0 }).catch(() => {});
    shipper.closed(id, {
      ...opened.meta,
      bytes: 0,
      cause: 'server-stopped',
      exitCode: null,
      state: 'cut-short',
    });
    return;
  }
  await spool.cut(id, completed.end);
  if (completed.bytes.length > 0) await spool.append(id, completed.bytes);
  await spool.close(id);
  const { at, gaps, hash, offset } = completed.position;
  const { cause, exitCode, isCutShort, isSigned: signed } = completed;
  const meta: StoredMeta = {
    ...opened.meta,
    durationMs: at,
    bytes: completed.end + completed.bytes.length,
    outputBytes: offset,
    gapBytes: gaps,
    hash,
    signed,
    cause,
    exitCode: exitCode ?? null,
    state: isCutShort ? 'cut-short' : 'complete',
  };
  logger.info({ shellId: id, cause }, 'Recording of a former run completed');
  shipper.opened({ ...opened, isStrict: false, sameBytes: completed.end }).catch((error: unknown) => {
    logger.warn({ shellId: id, err: error }, 'Store does not take a recording');
  });
  shipper.grew(id, { bytes: meta.bytes, durationMs: at, outputBytes: offset, gapBytes: gaps, hash });
  shipper.closed(id, meta);
}
