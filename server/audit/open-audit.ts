/** Opens the audit log that the settings name. */

import { AuditFile } from './audit-file.ts';
import { AuditLog, type AuditLogOptions } from './audit-log.ts';
import type { Audit } from './events.ts';
import { NO_AUDIT } from './events.ts';
import type { LineSink } from './line-writer.ts';

export interface OpenedAudit {
  readonly audit: Audit;
  /** Opens the file again after log rotation; undefined where there is none. Never rejects. */
  readonly reopen?: () => Promise<void>;
  /** Writes the last lines. Idempotent. */
  dispose(): Promise<void>;
}

export interface OpenAuditOptions extends Omit<AuditLogOptions, 'sink'> {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
}

/**
 * @param place `off`, `stdout` or an absolute path
 * @throws Error whose message is a sentence with the cause and the next step
 */
export async function openAudit(place: string, options: OpenAuditOptions): Promise<OpenedAudit> {
  if (place === 'off') return { audit: NO_AUDIT, dispose: () => Promise.resolve() };
  if (place === 'stdout') {
    const log = new AuditLog({ ...options, sink: streamSink(options.stdout) });
    return { audit: log, dispose: () => log.dispose() };
  }
  const file = await openFile(place);
  const log = new AuditLog({ ...options, sink: file });
  let disposed: Promise<void> | undefined;
  return {
    audit: log,
    async reopen() {
      try {
        await file.reopen();
        options.logger.info({ path: place }, 'Audit log opened again');
      } catch (error) {
        const fields = { path: place, err: error };
        options.logger.error(fields, 'The audit log cannot be opened again: the old file stays in use');
      }
    },
    dispose() {
      disposed ??= log.dispose().then(() => {
        // Not awaited: a write that hangs must not keep the server from stopping.
        void file.close();
      });
      return disposed;
    },
  };
}

async function openFile(path: string): Promise<AuditFile> {
  try {
    return await AuditFile.open(path);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(
      `PODSHELL_AUDIT is "${path}", which cannot be written: ${cause}. Correct the path or its permissions.`,
      { cause: error },
    );
  }
}

/** A reader that has gone, of a pipe for instance, is a failure like a full disk. */
function streamSink(stream: OpenAuditOptions['stdout']): LineSink {
  return {
    append: (lines) =>
      new Promise((resolve, reject) => {
        stream.write(lines, (error) => (error ? reject(error) : resolve()));
      }),
  };
}
