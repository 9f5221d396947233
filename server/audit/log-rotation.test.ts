import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { NO_AUDIT } from './events.ts';
import { followLogRotation } from './log-rotation.ts';

const dispose = () => Promise.resolve();

test('SIGHUP opens the file again', () => {
  const signals = new EventEmitter();
  let times = 0;
  followLogRotation(signals, {
    audit: NO_AUDIT,
    dispose,
    reopen: async () => {
      times += 1;
    },
  });
  signals.emit('SIGHUP');
  signals.emit('SIGHUP');
  expect(times).toBe(2);
});

test('without a file, SIGHUP keeps its meaning', () => {
  const signals = new EventEmitter();
  followLogRotation(signals, { audit: NO_AUDIT, dispose });
  expect(signals.listenerCount('SIGHUP')).toBe(0);
});
