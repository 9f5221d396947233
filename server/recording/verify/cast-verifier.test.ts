import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { CAST_START } from '../cast/cast-writer.ts';
import type { Signer } from '../cast/signing.ts';
import { completeCast } from '../spool/complete-cast.ts';
import { newSigner, newWriter } from '../testing/cast-fixture.ts';
import { CastVerifier, type Verdict } from './cast-verifier.ts';

function verify(file: Uint8Array, key?: string): Verdict {
  const verifier = new CastVerifier(key);
  verifier.push(file);
  return verifier.end();
}

/** A recording of a few chunks with all that may be in one. */
function recording(signer?: Signer): Buffer {
  const { writer, wait } = newWriter(signer);
  const file: Buffer[] = [];
  for (let chunk = 0; chunk < 5; chunk += 1) {
    wait(700);
    writer.output(Buffer.from(`line ${chunk}: \u001b[1mbold\u001b[0m é\r\n`));
    writer.output(Buffer.from([0xff, 0x80, 0x41]));
    if (chunk === 2) {
      writer.skipped(writer.position.offset, writer.position.offset + 500);
      writer.state(Buffer.from('\u001b[?25l'));
    }
    writer.resized({ cols: 80 + chunk, rows: 24 });
    const closed = writer.close();
    if (closed !== undefined) file.push(closed.bytes);
  }
  file.push(writer.end('process-exited', undefined).bytes);
  return Buffer.concat(file);
}

/** A generator of numbers that is the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Mutation = (file: Buffer, random: (below: number) => number) => Buffer;

const linesOf = (file: Buffer): string[] => file.toString('latin1').split(/(?<=\n)/);
const fileOf = (lines: readonly string[]): Buffer => Buffer.from(lines.join(''), 'latin1');

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a byte is changed': (file, random) => {
    const changed = Buffer.from(file);
    const at = random(file.length);
    changed[at] = ((file[at] ?? 0) + 1 + random(255)) & 0xff;
    return changed;
  },
  'bytes are removed': (file, random) => {
    const from = random(file.length);
    return Buffer.concat([file.subarray(0, from), file.subarray(from + 1 + random(200))]);
  },
  'the file is cut': (file, random) => file.subarray(0, random(file.length)),
  'a byte is added': (file, random) => {
    const at = random(file.length + 1);
    return Buffer.concat([file.subarray(0, at), Buffer.from([random(256)]), file.subarray(at)]);
  },
  'a line is removed': (file, random) => {
    const lines = linesOf(file);
    return fileOf(lines.toSpliced(random(lines.length), 1));
  },
  'a line is doubled': (file, random) => {
    const lines = linesOf(file);
    const at = random(lines.length);
    return fileOf(lines.toSpliced(at, 0, lines[at] ?? ''));
  },
  'two lines change places': (file, random) => {
    const lines = linesOf(file);
    const at = random(lines.length - 1);
    return fileOf(lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? ''));
  },
};

test.each([true, false])('each of 10,000 mutations is found (signed: %s)', (isSigned) => {
  const file = recording(isSigned ? newSigner() : undefined);
  expect(verify(file).findings).toEqual([]);
  const random = randomFrom(20_261_128);
  const kinds = Object.entries(MUTATIONS);
  const missed: string[] = [];
  for (let round = 0; round < 10_000; round += 1) {
    const [name, mutate] = kinds[round % kinds.length] ?? [];
    const mutant = mutate?.(file, random) ?? file;
    if (!mutant.equals(file) && verify(mutant).findings.length === 0) missed.push(`${name}, round ${round}`);
  }
  expect(missed).toEqual([]);
});

const FILE = recording();
/** The lines of each chunk, its own comment last, and the end. */
const CHUNKS = FILE.toString('latin1').split(/(?<=#podshell [^\n]*\n)/);
const without = (index: number): Buffer => fileOf(CHUNKS.toSpliced(index, 1));

test.each<[string, Buffer, object]>([
  [
    'a changed byte: its chunk, lines, bytes and offset',
    Buffer.from(FILE.toString('latin1').replace('line 1', 'line 7'), 'latin1'),
    {
      chunk: 1,
      lines: [6, 9],
      bytes: [CHUNKS[0]?.length, (CHUNKS[0]?.length ?? 0) + (CHUNKS[1]?.length ?? 0)],
      offset: 28,
      what: 'Chunk 1 is not what was recorded: it was changed.',
    },
  ],
  [
    'a chunk that is missing',
    without(1),
    { chunk: 2, what: expect.stringContaining('where chunk 1 belongs') },
  ],
  [
    'the last chunk that is missing',
    without(4),
    { what: 'Chunks are missing before the end: 5 were recorded.' },
  ],
  ['an end that is missing', without(5), { what: expect.stringContaining('The end is missing') }],
  [
    'what follows',
    Buffer.concat([FILE, FILE]),
    { chunk: 0, what: expect.stringContaining('where chunk 5 belongs') },
  ],
])('%s is told', (_, file, finding) => {
  expect(verify(file).findings).toContainEqual(expect.objectContaining(finding));
});

test('one change does not hide another', () => {
  const changed = FILE.toString('latin1').replace('line 1', 'line 7').replace('line 3', 'line 8');
  expect(verify(Buffer.from(changed, 'latin1')).findings.map(({ chunk }) => chunk)).toEqual([1, 3]);
});

test('a signature is that of the key that is asked for', () => {
  const [signer, other] = [newSigner(), newSigner()];
  const file = recording(signer);
  expect(verify(file, signer.publicKey).findings).toEqual([]);
  expect(verify(file, other.publicKey).findings).toMatchObject([{ what: 'It is signed with another key.' }]);
  expect(verify(recording(), signer.publicKey).findings).toMatchObject([{ what: 'It is not signed.' }]);
});

test('the end may be signed with another key than the one that the header names', async () => {
  const [before, now] = [newSigner(), newSigner()];
  const { writer } = newWriter(before);
  writer.output(Buffer.from('hello\r\n'));
  const torn = Buffer.from(writer.close()?.bytes ?? []);
  const completed = await completeCast(Readable.from([torn]), 0, now);
  const file = Buffer.concat([torn, completed?.bytes ?? Buffer.alloc(0)]);
  expect(verify(file)).toMatchObject({ findings: [], signedBy: now.publicKey });
  expect(verify(file, now.publicKey).findings).toEqual([]);
  expect(verify(file, before.publicKey).findings).toMatchObject([{ what: 'It is signed with another key.' }]);
  const unsigned = await completeCast(Readable.from([torn]), 0, undefined);
  expect(verify(Buffer.concat([torn, unsigned?.bytes ?? torn])).findings).toMatchObject([
    { what: 'The signature of the end is missing or wrong.' },
  ]);
});

test('a whole new chain does not have the signature', () => {
  const [genuine, other] = [newSigner(), newSigner()];
  const file = recording({ publicKey: genuine.publicKey, sign: (head) => other.sign(head) });
  expect(verify(file, genuine.publicKey)).toMatchObject({
    findings: [{ what: 'The signature of the end is missing or wrong.' }],
    signedBy: undefined,
  });
});

test('pieces of any size give the same verdict', () => {
  const verifier = new CastVerifier();
  for (const byte of FILE) verifier.push(Buffer.from([byte]));
  expect(verifier.end()).toEqual(verify(FILE));
  expect(verifier.end().chunks).toBeGreaterThan(CAST_START.chunks);
});
