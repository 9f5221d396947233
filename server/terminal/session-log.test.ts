import { expect, test } from 'vitest';
import { TerminalRoom } from './testing/terminal-room.ts';

test('a line about a shell names it, and where it runs', () => {
  const room = new TerminalRoom({ idleMs: 1000 });
  room.open();
  room.clock.advance(1000);
  expect(room.logger.records).toMatchObject([
    {
      level: 'info',
      fields: { shellId: 'shell-1', namespace: 'team-a', pod: 'debian', code: 'idle-limit' },
    },
  ]);
  expect(JSON.stringify(room.logger.records)).not.toContain('session-1');
});
