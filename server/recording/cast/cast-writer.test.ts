import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { OutputRebuilder, type RebuiltPiece } from '#protocol/recording/rebuild.ts';
import { newSigner, newWriter } from '../testing/cast-fixture.ts';
import { play, shellEvents } from '../testing/random-cast.ts';
import { CastVerifier } from '../verify/cast-verifier.ts';

const codec = {
  encodeUtf8: (text: string) => Buffer.from(text),
  decodeBase64: (text: string) => Buffer.from(text, 'base64'),
};

/** Bytes, and numbers where so many are missing, neighbours put together. */
function joined(pieces: readonly (Uint8Array | number)[]): (string | number)[] {
  const all: (string | number)[] = [];
  for (const piece of pieces) {
    const text = typeof piece === 'number' ? piece : Buffer.from(piece).toString('hex');
    const last = all.at(-1);
    if (typeof text === 'string' && typeof last === 'string') all[all.length - 1] = last + text;
    else if (text !== '') all.push(text);
  }
  return all;
}

const pieceOf = (piece: RebuiltPiece) => (piece.kind === 'gap' ? piece.to - piece.from : piece.bytes);

test('whatever a shell prints and loses, its exact bytes are in the recording, which verifies', () => {
  fc.assert(
    fc.property(shellEvents, fc.option(fc.nat(255), { nil: undefined }), (events, exitCode) => {
      const signer = newSigner();
      const { writer, wait } = newWriter(signer);
      const { file, output } = play(writer, events, wait);
      file.push(writer.end('process-exited', exitCode).bytes);
      const text = Buffer.concat(file).toString();
      const reader = new CastReader();
      const rebuilder = new OutputRebuilder(codec);
      const pieces = reader.push(text).flatMap((item) => rebuilder.push(item));
      expect(joined(pieces.map(pieceOf))).toEqual(joined(output));
      const verifier = new CastVerifier();
      verifier.push(Buffer.concat(file));
      expect(verifier.end()).toMatchObject({
        findings: [],
        signedBy: signer.publicKey,
        end: 'process-exited',
        hash: writer.position.hash,
        outputBytes: rebuilder.offset,
      });
    }),
  );
});

test('the text that players show is what a decoder makes of the bytes', () => {
  fc.assert(
    fc.property(shellEvents, (events) => {
      const only = events.filter(({ kind }) => kind === 'output' || kind === 'close');
      const { writer, wait } = newWriter();
      const { file, output } = play(writer, only, wait);
      file.push(writer.end('process-exited', 0).bytes);
      const shown = new CastReader()
        .push(Buffer.concat(file).toString())
        .map((item) => (item.kind === 'event' && item.code === 'o' ? item.data : ''));
      const bytes = Buffer.concat(output.filter((piece) => typeof piece !== 'number'));
      expect(shown.join('')).toBe(bytes.toString());
    }),
  );
});

test('an event has the time since the one before, and a clock that goes back stands still', () => {
  const { writer, wait } = newWriter();
  wait(1234);
  writer.output(Buffer.from('a'));
  wait(-1000);
  writer.output(Buffer.from('b'));
  wait(1005);
  writer.resized({ cols: 90, rows: 30 });
  const lines = writer.close()?.bytes.toString().split('\n');
  expect(lines?.slice(1, 4)).toEqual(['[1.234,"o","a"]', '[0.000,"o","b"]', '[0.005,"r","90x30"]']);
});

test('asciinema gets a header, events and comments, and nothing else', () => {
  const { writer } = newWriter();
  writer.output(Buffer.from([0x61, 0xff]));
  writer.skipped(2, 12);
  const lines = writer.end('process-exited', 3).bytes.toString().trimEnd().split('\n');
  const [header = '', ...others] = lines;
  expect(JSON.parse(header)).toMatchObject({ version: 3, term: { cols: 80, rows: 24 } });
  const events = others.filter((line) => !line.startsWith('#')).map((line) => JSON.parse(line));
  expect(events).toEqual([
    [0, 'o', 'a\ufffd'],
    [0, 'm', 'podshell: 10 bytes of output are missing'],
    [0, 'x', '3'],
  ]);
});

/** What asciinema 3 reads of a file; it refuses everything else. */
function checkAsAsciinema(file: Buffer): void {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  expect(text.endsWith('\n')).toBe(true);
  const [first = '', ...lines] = text.slice(0, -1).split('\n');
  const header = JSON.parse(first);
  const isSide = (side: unknown) => Number.isInteger(side) && Number(side) > 0 && Number(side) < 65_536;
  expect(header.version).toBe(3);
  expect([isSide(header.term.cols), isSide(header.term.rows)]).toEqual([true, true]);
  expect(Number.isInteger(header.timestamp)).toBe(true);
  for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
    const [interval, code, data, ...others] = JSON.parse(line);
    expect(others).toEqual([]);
    // Seconds as it reads them: whole ones, and at most six digits behind the point.
    expect(line).toMatch(/^\[\d+(\.\d{1,6})?,/);
    expect(interval).toBeGreaterThanOrEqual(0);
    expect(['o', 'r', 'm', 'x']).toContain(code);
    expect(typeof data).toBe('string');
    if (code === 'r') expect(data.split('x').map(Number).every(isSide)).toBe(true);
    if (code === 'x') expect(data).toMatch(/^\d+$/);
  }
}

test("whatever a shell prints, the file keeps asciinema's rules", () => {
  fc.assert(
    fc.property(shellEvents, (events) => {
      const { writer, wait } = newWriter(newSigner());
      const { file } = play(writer, events, wait);
      file.push(writer.end('process-exited', 0).bytes);
      checkAsAsciinema(Buffer.concat(file));
    }),
  );
});
