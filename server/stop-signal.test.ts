import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { stopSignal } from './stop-signal.ts';

function waiting(repeated: boolean) {
  const signals = new EventEmitter();
  const state = { now: 5, ended: 0 };
  const stopped = stopSignal({
    signals,
    repeated,
    now: () => state.now,
    endNow: () => {
      state.ended += 1;
    },
  });
  return { signals, state, stopped };
}

test.each(['SIGTERM', 'SIGINT'])('%s asks to stop', async (signal) => {
  const { signals, state, stopped } = waiting(false);
  signals.emit(signal);
  await stopped;
  expect(state.ended).toBe(0);
});

test('a second signal ends the process at once', () => {
  const { signals, state } = waiting(false);
  signals.emit('SIGTERM');
  signals.emit('SIGINT');
  expect(state.ended).toBe(1);
});

describe('run by npm', () => {
  test('the same signal passed on by npm is not a second one', () => {
    const { signals, state } = waiting(true);
    signals.emit('SIGINT');
    state.now += 99;
    signals.emit('SIGINT');
    expect(state.ended).toBe(0);
  });

  test('a later one is', () => {
    const { signals, state } = waiting(true);
    signals.emit('SIGINT');
    state.now += 100;
    signals.emit('SIGINT');
    expect(state.ended).toBe(1);
  });
});
