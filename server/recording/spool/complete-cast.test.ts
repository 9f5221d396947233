import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { OutputRebuilder } from '#protocol/recording/rebuild.ts';
import { newSigner, newWriter } from '../testing/cast-fixture.ts';
import { play, shellEvents } from '../testing/random-cast.ts';
import { CastVerifier } from '../verify/cast-verifier.ts';
import { completeCast, STOPPED } from './complete-cast.ts';

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

const signer = newSigner();

/** Events as `code data`, without those that the end adds. */
function eventsOf(file: Buffer): string[] {
  return new CastReader()
    .push(file.toString())
    .flatMap((item) => (item.kind === 'event' ? [`${item.at} ${item.code} ${item.data}`] : []));
}

function rebuilt(file: Buffer): { readonly bytes: string; readonly offset: number } {
  const rebuilder = new OutputRebuilder({
    encodeUtf8: (text) => Buffer.from(text),
    decodeBase64: (text) => Buffer.from(text, 'base64'),
  });
  const found = new CastReader().push(file.toString()).flatMap((item) => rebuilder.push(item));
  const bytes = found.map((piece) =>
    piece.kind === 'bytes' ? Buffer.from(piece.bytes) : Buffer.alloc(piece.to - piece.from),
  );
  return { bytes: Buffer.concat(bytes).toString('hex'), offset: rebuilder.offset };
}

test('wherever the file was torn, it is completed to a beginning of the whole recording, and verifies', async () => {
  let salvaged = 0;
  await fc.assert(
    fc.asyncProperty(shellEvents, fc.double({ min: 0, max: 1, noNaN: true }), async (events, where) => {
      const { writer, wait } = newWriter(signer);
      const { file } = play(writer, events, wait);
      const last = writer.close();
      if (last !== undefined) file.push(last.bytes);
      const whole = Buffer.concat(file);
      const torn = whole.subarray(0, Math.floor(where * whole.length));
      const completed = await completeCast(pieces(torn), 0, signer);
      if (completed === undefined) {
        expect(torn.includes('\n')).toBe(false);
        return;
      }
      const result = Buffer.concat([torn.subarray(0, completed.end), completed.bytes]);
      const verifier = new CastVerifier(signer.publicKey);
      verifier.push(result);
      expect(verifier.end()).toMatchObject({ findings: [], end: STOPPED, hash: completed.position.hash });
      const [marker, ...others] = eventsOf(result).toReversed();
      expect(marker).toContain('the server stopped here');
      expect(eventsOf(whole).slice(0, others.length)).toEqual(others.toReversed());
      expect(rebuilt(whole).bytes.startsWith(rebuilt(result).bytes)).toBe(true);
      if (others.length > eventsOf(torn.subarray(0, completed.end)).length) salvaged += 1;
    }),
    { numRuns: 400 },
  );
  expect(salvaged).toBeGreaterThan(0);
});

test.each([
  ['process-exited', 7],
  ['server-stopped', 129],
  ['server-stopped', undefined],
])('a recording that has its end, %s with %s, is left as it is', async (cause, exitCode) => {
  const { writer } = newWriter();
  writer.output(Buffer.from('a'));
  const { bytes } = writer.end(cause, exitCode);
  const whole = Buffer.from(bytes);
  const completed = await completeCast(pieces(whole), 0, undefined);
  expect(completed).toMatchObject({ end: whole.length, cause, exitCode, isCutShort: false });
  expect(completed?.bytes).toHaveLength(0);
  expect(completed?.position).toEqual(writer.position);
});

test('a recording that was completed stays cut short', async () => {
  const { writer } = newWriter();
  writer.output(Buffer.from('a'));
  const torn = Buffer.from(writer.close()?.bytes ?? '');
  const first = await completeCast(pieces(torn), 0, undefined);
  expect(first?.isCutShort).toBe(true);
  const whole = Buffer.concat([torn, first?.bytes ?? Buffer.alloc(0)]);
  const again = await completeCast(pieces(whole), 0, undefined);
  expect(again).toMatchObject({ end: whole.length, cause: STOPPED, isCutShort: true });
});

test('a recording whose beginning is in the store goes on from what is left', async () => {
  const { writer } = newWriter(signer);
  writer.output(Buffer.from('first'));
  const first = Buffer.from(writer.close()?.bytes ?? '');
  writer.output(Buffer.from('second'));
  const second = Buffer.from(writer.close()?.bytes ?? '');
  const completed = await completeCast(pieces(second), first.length, signer);
  expect(completed?.end).toBe(first.length + second.length);
  const verifier = new CastVerifier();
  for (const part of [first, second, completed?.bytes ?? '']) verifier.push(Buffer.from(part));
  expect(verifier.end()).toMatchObject({ findings: [], outputBytes: 11 });
});
