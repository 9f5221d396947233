import { expect, test } from 'vitest';
import { FakeClock } from '#components/terminal/testing/fake-clock.ts';
import { MadeFile, makeRecording, type TimedStep } from '../testing/made-recording.ts';
import { RecordingReader } from './recording-reader.ts';

const WORD = 'n0nce.7';
const mark = (body: string) => `\u001b]133;${body.replace('W', `podshell=${WORD}`)}\u0007`;

async function marksOf(steps: readonly TimedStep[], marks: string | undefined = WORD) {
  const file = new MadeFile(makeRecording(steps, { cols: 40, ...(marks === undefined ? {} : { marks }) }));
  const clock = new FakeClock();
  const reader = new RecordingReader({ file, isLive: false, digest: undefined, clock, turn: async () => {} });
  await reader.read();
  const found = reader.prepared.marks;
  reader.dispose();
  return found;
}

/** bash runs a command; as the server writes it, with a marker where the command begins. */
const bash = (command: string, exitCode: number, nth: number): readonly TimedStep[] => [
  { after: 10, step: `${mark('A;W')}$ ${mark('B;W')}` },
  { after: 1_000, step: `${command}\r\n${mark('C;W;t=1.5')}` },
  { after: 0, step: { marker: `podshell: command ${nth}` } },
  { after: 0, step: `output of ${command}\r\n${mark(`D;${exitCode};W;t=2.5`)}` },
];

test('commands are read off the screen at their markers, with how they went', async () => {
  expect(await marksOf([...bash('make test', 0, 1), ...bash('false', 1, 2)])).toEqual([
    { at: 1_010, kind: 'command', label: 'make test', exitCode: 0 },
    { at: 2_020, kind: 'command', label: 'false', exitCode: 1 },
  ]);
});

test('one that has not ended has no exit code', async () => {
  const [found] = await marksOf(bash('sleep 9', 0, 1).slice(0, 3));
  expect(found).toEqual({ at: 1_010, kind: 'command', label: 'sleep 9' });
});

test('of a shell whose output begins at a line feed, what was only typed is none', async () => {
  const prompt = `${mark('D;0;W')}${mark('A;W')}$ ${mark('B;W;lf')}`;
  const steps: readonly TimedStep[] = [
    { after: 10, step: prompt },
    { after: 10, step: '\r\n' },
    { after: 0, step: { marker: 'podshell: command 1' } },
    { after: 0, step: prompt },
    { after: 10, step: 'ls\r\n' },
    { after: 0, step: { marker: 'podshell: command 2' } },
    { after: 10, step: `a\r\n${mark('D;2;W')}` },
  ];
  expect(await marksOf(steps)).toEqual([{ at: 30, kind: 'command', label: 'ls', exitCode: 2 }]);
});

test('markers of a recording that does not name the word are markers like others', async () => {
  const found = await marksOf(bash('ls', 0, 1), '');
  expect(found).toEqual([]);
  const file = makeRecording(bash('ls', 0, 1));
  const reader = new RecordingReader({
    ...{
      file: new MadeFile(file),
      isLive: false,
      digest: undefined,
      clock: new FakeClock(),
      turn: async () => {},
    },
  });
  await reader.read();
  expect(reader.prepared.marks).toEqual([{ at: 1_010, kind: 'marker', label: 'podshell: command 1' }]);
});
