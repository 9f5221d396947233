/** The first line of a recording: the header of an asciicast v3 file, with what Podshell knows of the shell. */

import { z } from 'zod';

/** Of the whole format: chunk lines, chain, end line. */
export const RECORDING_FORMAT = 1;

const side = z.int().min(1).max(65_535);

/** Where a recording's shell ran, whose it was, and how its chain is made. */
const podshellSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  /** The shell's id, a UUID: `shellId` of the audit log. */
  id: z.uuid(),
  context: z.string(),
  namespace: z.string(),
  pod: z.string(),
  container: z.string(),
  /** The user's name, as logs and pages show it. */
  user: z.string(),
  /** Groups that the sign-in names. */
  groups: z.array(z.string()).readonly().optional(),
  /** When the process came up, in milliseconds since the epoch. */
  startedAt: z.int().min(0),
  chain: z.literal('sha256'),
  /** The word in the shell's command marks, which are in its output. Missing: it has none. */
  marks: z.string().max(128).optional(),
  /** Ed25519 public key that the end is signed for: its 32 bytes in base64. Missing: nothing is signed. */
  key: z.string().optional(),
});

/** Fields of other programs are dropped; a recording of another program has no `podshell`. */
const headerSchema = z.object({
  version: z.literal(3),
  term: z.object({ cols: side, rows: side, type: z.string().optional() }),
  /** Seconds since the epoch. */
  timestamp: z.int().optional(),
  title: z.string().optional(),
  command: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  podshell: podshellSchema.optional(),
});

export type PodshellFields = Readonly<z.infer<typeof podshellSchema>>;

export type CastHeader = Readonly<Omit<z.infer<typeof headerSchema>, 'podshell'>> & {
  readonly podshell?: PodshellFields | undefined;
};

/** What reading a recording throws, and nothing else. The message says what is wrong, without the line. */
export class CastError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CastError';
  }
}

/**
 * Reads the first line of an asciicast v3 file.
 * @throws CastError
 */
export function readCastHeader(line: string): CastHeader {
  const read = headerSchema.safeParse(parseJson(line));
  if (read.success) return read.data;
  const { path = [], message } = read.error.issues[0] ?? {};
  const where = path.length === 0 ? 'The header' : `The header's ${path.join('.')}`;
  throw new CastError(`${where} is not as asciicast v3 has it: ${message}`);
}

/** The first line, without its line end. */
export function writeCastHeader(header: CastHeader): string {
  return JSON.stringify(header);
}

/** @throws CastError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CastError('The line is not JSON');
  }
}
