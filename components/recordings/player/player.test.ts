import type { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Keyframe } from '#components/terminal/screen/replay/keyframe.ts';
import { restoreScreen } from '#components/terminal/screen/replay/screen-state.ts';
import {
  openReplay,
  playSteps,
  replaySteps,
  TO_REST,
  wholeScreen,
} from '#components/terminal/screen/replay/testing/whole-screen.ts';
import { FakeClock } from '#components/terminal/testing/fake-clock.ts';
import { RecordingReader } from '../source/recording-reader.ts';
import { MadeFile, makeRecording, type TimedStep } from '../testing/made-recording.ts';
import { Player, SPEEDS } from './player.ts';
import type { ReplayTarget } from './replay.ts';

/** A screen without a page, that parses at once. */
class PlainScreen implements ReplayTarget {
  readonly terminal: Terminal = openReplay();
  keyframes = 0;

  write(text: string, onShown: () => void): void {
    playSteps(this.terminal, [text]);
    onShown();
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows);
  }

  show({ screen, colors }: Keyframe): void {
    this.keyframes += 1;
    playSteps(this.terminal, [colors]);
    restoreScreen(this.terminal, screen);
  }
}

/** Waits until the player has read what it needs. */
async function arrive(player: Player): Promise<void> {
  await vi.waitFor(() => expect(player.view.state.kind).not.toBe('waiting'), { interval: 1 });
}

async function open(
  steps: readonly TimedStep[],
  { memory = 1024 * 1024, hasEnd = true, chunk = 3, showsPoster = false } = {},
) {
  const clock = new FakeClock();
  const file = new MadeFile(makeRecording(steps, { chunk, hasEnd }), 900);
  const replay = new RecordingReader({
    file,
    isLive: !hasEnd,
    digest: undefined,
    clock,
    turn: async () => {},
    mostKeyframeBytes: memory,
    mostFileBytes: 0,
    spacing: 200,
  });
  const reading = replay.read();
  if (hasEnd) await reading;
  else await vi.waitFor(() => expect(clock.waiting).toBe(1), { interval: 1 });
  const screen = new PlainScreen();
  const player = new Player({ replay, screen, clock, isLive: !hasEnd, showsPoster });
  await arrive(player);
  return { clock, file, replay, reading, screen, player };
}

/** Lets the time go on until a moment is shown. */
async function playTo(player: Player, clock: FakeClock, moment: number): Promise<void> {
  await vi.waitFor(
    () => {
      clock.advance(33);
      expect(player.isShowing).toBe(false);
      expect(player.view.position).toBeGreaterThanOrEqual(moment);
    },
    { interval: 0 },
  );
}

/** The screen of a terminal that has shown all up to a moment. */
function shownAt(steps: readonly TimedStep[], moment: number) {
  const terminal = openReplay();
  let at = 0;
  for (const { after, step } of steps) {
    at += after;
    if (at > moment) break;
    if (typeof step === 'string' || 'cols' in step) playSteps(terminal, [step]);
  }
  playSteps(terminal, [TO_REST]);
  return wholeScreen(terminal);
}

function screenOf({ terminal }: PlainScreen) {
  playSteps(terminal, [TO_REST]);
  return wholeScreen(terminal);
}

const timedSteps: fc.Arbitrary<readonly TimedStep[]> = fc
  .tuple(replaySteps, replaySteps, fc.array(fc.nat(4_000), { minLength: 1, maxLength: 10 }))
  .map(([before, after, times]) =>
    [...before, ...after, ...before].map((step, index) => ({
      after: times[index % times.length] ?? 0,
      step,
    })),
  );

function unread(steps: readonly TimedStep[]) {
  const clock = new FakeClock();
  const file = new MadeFile(makeRecording(steps), 900);
  const replay = new RecordingReader({
    file,
    isLive: false,
    digest: undefined,
    clock,
    turn: async () => {},
  });
  const screen = new PlainScreen();
  const player = new Player({ replay, screen, clock });
  return { replay, screen, player };
}

test('a recording that is opened before anything of it was read is shown once it is', async () => {
  const { replay, screen, player } = unread([
    { after: 0, step: 'hello' },
    { after: 10, step: ' world' },
  ]);
  expect(player.view.state).toEqual({ kind: 'waiting', plays: false });
  await replay.read();
  await arrive(player);
  expect(player.view.state).toEqual({ kind: 'paused' });
  expect(screen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('hello');
});

test('a recording without output has ended where it begins', async () => {
  const { replay, player } = unread([]);
  await replay.read();
  await arrive(player);
  expect(player.view.state).toEqual({ kind: 'ended' });
  player.play();
  await arrive(player);
  expect(player.view.state).toEqual({ kind: 'ended' });
});

test('seeking anywhere shows the screen of playing from the start, and so does playing on from there', async () => {
  await fc.assert(
    fc.asyncProperty(
      timedSteps,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(8_000, 1024 * 1024),
      async (steps, places, memory) => {
        const { player, screen, replay, clock } = await open(steps, { memory });
        const { until } = replay.prepared;
        for (const place of places) {
          const moment = Math.floor(place * until);
          player.seek(moment);
          await arrive(player);
          expect(player.view.position).toBe(moment);
          expect(screenOf(screen)).toEqual(shownAt(steps, moment));
        }
        // The check above ends sequences that go on afterwards.
        player.seek(player.view.position);
        player.setSkipsPauses(false);
        await arrive(player);
        player.play();
        const goal = Math.min(until, player.view.position + 2_500);
        await playTo(player, clock, goal);
        player.pause();
        expect(screenOf(screen)).toEqual(shownAt(steps, player.view.position));
        player.dispose();
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

const SECONDS = [1_000, 1_000, 1_000, 1_000].map((after, index) => ({ after, step: `${index + 1} ` }));

test('plays at its speed and ends', async () => {
  for (const speed of SPEEDS) {
    const { player, clock, screen } = await open(SECONDS);
    player.setSpeed(speed);
    expect(player.view.state).toEqual({ kind: 'paused' });
    player.play();
    clock.advance(2_000 / speed);
    expect(player.view.position).toBeGreaterThan(1_999 - 33 * speed);
    expect(player.view.position).toBeLessThanOrEqual(2_000);
    clock.advance(2_100 / speed + 66);
    expect(player.view).toMatchObject({ state: { kind: 'ended' }, position: 4_000 });
    expect(screen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('1 2 3 4 ');
    expect(clock.waiting).toBe(0);
  }
});

test('from its end, it plays from the beginning', async () => {
  const { player, clock } = await open(SECONDS);
  player.seek(10_000);
  await arrive(player);
  expect(player.view).toMatchObject({ state: { kind: 'ended' }, position: 4_000 });
  player.toggle();
  await arrive(player);
  expect(player.view.state).toEqual({ kind: 'playing' });
  clock.advance(1_000);
  expect(player.view.position).toBeLessThan(1_100);
});

test('a pause stops the time, and seeking does not begin to play', async () => {
  const { player, clock } = await open(SECONDS);
  player.play();
  clock.advance(1_000);
  player.toggle();
  const { position } = player.view;
  clock.advance(60_000);
  expect(player.view).toMatchObject({ state: { kind: 'paused' }, position });
  player.seek(-5);
  await arrive(player);
  expect(player.view).toMatchObject({ state: { kind: 'paused' }, position: 0 });
});

test('long pauses are cut short, unless they are wanted', async () => {
  const steps = [
    { after: 1_000, step: 'a' },
    { after: 3_600_000, step: 'b' },
    { after: 1_000, step: 'c' },
  ];
  const { player, clock } = await open(steps);
  player.play();
  clock.advance(4_200);
  expect(player.view.position).toBeGreaterThan(3_601_000);
  player.setSkipsPauses(false);
  player.seek(1_000);
  await arrive(player);
  clock.advance(60_000);
  expect(player.view.position).toBeLessThan(62_000);
});

test('what a live recording gets is played when it comes', async () => {
  const { player, clock, file, reading, screen } = await open(SECONDS, { hasEnd: false, chunk: 2 });
  player.play();
  clock.advance(4_200);
  expect(player.view).toMatchObject({ state: { kind: 'waiting', plays: true }, position: 4_000 });
  file.bytes = makeRecording([...SECONDS, { after: 1_000, step: 'more' }], { chunk: 2 });
  clock.advance(2_000);
  await reading;
  await arrive(player);
  clock.advance(1_100);
  expect(player.view).toMatchObject({ state: { kind: 'ended' }, position: 5_000 });
  expect(screen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('1 2 3 4 more');
});

test('the end of a live recording is the newest that there is', async () => {
  const { player, screen } = await open(SECONDS, { hasEnd: false, chunk: 1 });
  player.seekEnd();
  await arrive(player);
  expect(player.view).toMatchObject({ state: { kind: 'paused' }, position: 4_000 });
  expect(screen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('1 2 3 4 ');
});

test('a moment that is not prepared yet is shown once it is', async () => {
  const { player, clock, file, screen, reading } = await open(SECONDS, { hasEnd: false, chunk: 2 });
  player.seek(5_000);
  expect(player.view).toMatchObject({ state: { kind: 'waiting', plays: false }, position: 5_000 });
  file.bytes = makeRecording([...SECONDS, { after: 2_000, step: 'late' }], { chunk: 2 });
  clock.advance(2_000);
  await reading;
  await arrive(player);
  expect(player.view).toMatchObject({ state: { kind: 'paused' }, position: 5_000 });
  expect(screen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('1 2 3 4 ');
});

test('a file that can no longer be read fails the player, which tries again when it is asked to play', async () => {
  const { player, replay } = await open(SECONDS);
  const { segment } = replay;
  replay.segment = () => Promise.reject(new Error('gone'));
  player.seek(1_000);
  await arrive(player);
  expect(player.view.state).toEqual({ kind: 'failed' });
  replay.segment = segment;
  player.play();
  await arrive(player);
  expect(player.view).toMatchObject({ state: { kind: 'playing' }, position: 1_000 });
});

test('a screen that is behind is waited for', async () => {
  const steps = Array.from({ length: 40 }, () => ({ after: 100, step: 'x'.repeat(50_000) }));
  const { player, clock, screen } = await open(steps);
  const shown: (() => void)[] = [];
  screen.write = (_, onShown) => {
    shown.push(onShown);
  };
  player.play();
  clock.advance(10_000);
  await vi.waitFor(
    () => {
      clock.advance(100);
      expect(shown.length).toBeGreaterThan(10);
    },
    { interval: 1 },
  );
  clock.advance(10_000);
  expect(player.view.position).toBeLessThan(2_000);
  await vi.waitFor(
    () => {
      for (const onShown of shown.splice(0)) onShown();
      clock.advance(100);
      expect(player.view.state).toEqual({ kind: 'ended' });
    },
    { interval: 1 },
  );
});

const GREETED: readonly TimedStep[] = [
  { after: 100, step: 'hello\r\n' },
  { after: 50, step: '$ ' },
  { after: 3_000, step: 'ls' },
];

test('before it is played, a replay shows what the recording begins with, and then plays it from the start', async () => {
  const { clock, player, screen } = await open(GREETED, { showsPoster: true });
  expect(player.view).toMatchObject({ position: 0, state: { kind: 'paused' } });
  expect(screenOf(screen)).toEqual(shownAt(GREETED, 150));
  player.play();
  await vi.waitFor(() => expect(player.view.state.kind).toBe('playing'), { interval: 1 });
  expect(screenOf(screen)).toEqual(shownAt(GREETED, 0));
  await playTo(player, clock, 110);
  expect(screenOf(screen)).toEqual(shownAt(GREETED, player.view.position));
});

test.each([0, 120])('moment %i is shown as it was where it is asked for', async (moment) => {
  const { player, screen } = await open(GREETED, { showsPoster: true });
  player.seek(moment);
  await arrive(player);
  expect(screenOf(screen)).toEqual(shownAt(GREETED, moment));
});
