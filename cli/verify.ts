/** `podshell verify`: checks recordings of shells, without a server. */

import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPublicKey } from '#server/recording/cast/signing.ts';
import { CastVerifier, type Finding, type Verdict } from '#server/recording/verify/cast-verifier.ts';

export const VERIFY_USAGE = `Usage: podshell verify [--key PUBLIC.pem] [--head HASH] FILE...

Checks that recordings of shells (.cast) are, byte for byte, what Podshell recorded, and says where they are not.

  --key FILE   the recordings must be signed with this Ed25519 key: the public key in PEM, or the private one
  --head HASH  the recording must end with this hash: "recordingHash" of "shell-ended" in the audit log
  --help       print this help

Exit code: 0 all are as recorded, 1 at least one is not, 2 at least one cannot be read.`;

const FINE = 0;
const CHANGED = 1;
const UNREADABLE = 2;

/** Begins a file that is encrypted (age-encryption.org/v1). */
const AGE = Buffer.from('age-encryption.org/');

/** Where the verdicts are written to. */
export interface VerifyOutput {
  log(line: string): void;
  error(line: string): void;
}

/** @returns the exit code */
export async function verifyFiles(args: readonly string[], output: VerifyOutput): Promise<number> {
  const wishes = readWishes(args);
  if (typeof wishes === 'string') {
    output.error(wishes);
    return UNREADABLE;
  }
  if (wishes.help) {
    output.log(VERIFY_USAGE);
    return FINE;
  }
  let code = FINE;
  for (const file of wishes.files) {
    const found = await verifyFile(file, wishes, output);
    code = Math.max(code, found);
  }
  return code;
}

interface Wishes {
  readonly help: boolean;
  readonly files: readonly string[];
  readonly key: string | undefined;
  readonly head: string | undefined;
}

/** @returns a sentence when the arguments are wrong */
function readWishes(args: readonly string[]): Wishes | string {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      options: {
        key: { type: 'string' },
        head: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    });
    const { head, help } = values;
    if (!help && files.length === 0) return 'Name a recording. "podshell verify --help" says how.';
    if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) return '--head must be 64 hexadecimal digits.';
    if (head !== undefined && files.length > 1) return '--head is that of one recording. Name one file.';
    return { help, files, head, key: values.key === undefined ? undefined : keyIn(values.key) };
  } catch (error) {
    return `${(error as Error).message}. "podshell verify --help" says how.`;
  }
}

/** @throws Error with a sentence */
function keyIn(file: string): string {
  const pem = readFileSync(file, 'utf8');
  try {
    return readPublicKey(pem);
  } catch {
    throw new Error(`${file} holds no Ed25519 key in PEM`);
  }
}

async function verifyFile(file: string, { key, head }: Wishes, output: VerifyOutput): Promise<number> {
  const verifier = new CastVerifier(key);
  let isFirst = true;
  try {
    for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
      if (isFirst && bytes.subarray(0, AGE.length).equals(AGE)) {
        output.error(`${file}: encrypted. Decrypt it first, for instance with "age -d -i key.txt ${file}".`);
        return UNREADABLE;
      }
      isFirst = false;
      verifier.push(bytes);
    }
  } catch (error) {
    output.error(`${file}: can't be read (${(error as { code?: string }).code ?? 'unknown'}).`);
    return UNREADABLE;
  }
  const verdict = verifier.end();
  if (verdict.header !== undefined && verdict.header.podshell === undefined) {
    output.error(`${file}: an asciicast file, but not a recording of Podshell: it has no hashes.`);
    return UNREADABLE;
  }
  const findings = verdict.findings.map((finding) => sentence(file, finding));
  if (head !== undefined && head !== verdict.hash) {
    findings.push(`${file}: ends with the hash ${verdict.hash}, not with that of the audit log.`);
  }
  for (const finding of findings) output.error(finding);
  if (findings.length > 0) return CHANGED;
  output.log(`${file}: ${summary(verdict, key !== undefined)}`);
  return FINE;
}

function sentence(file: string, { bytes, chunk, lines, offset, what }: Finding): string {
  const where = [
    `lines ${lines[0]} to ${lines[1]}`,
    ...(chunk === undefined ? [] : [`chunk ${chunk}`]),
    `bytes ${bytes[0]} to ${bytes[1]}`,
    `output from byte ${offset}`,
  ];
  return `${file}: ${where.join(', ')}: ${what}`;
}

function summary(
  { chunks, end, gapBytes, hash, outputBytes, signedBy }: Verdict,
  isGivenKey: boolean,
): string {
  const key = isGivenKey ? 'the given key' : `the key ${signedBy}, which you have not checked (--key)`;
  const signature = signedBy === undefined ? 'not signed' : `signed with ${key}`;
  const gaps = gapBytes === 0 ? 'nothing missing' : `${gapBytes} bytes of output missing, and marked`;
  return `as recorded: ${outputBytes} bytes of output in ${chunks} ${chunks === 1 ? 'chunk' : 'chunks'}, ${gaps}, ended by ${end}, ${signature}, hash ${hash}`;
}
