import { expect, test } from 'vitest';
import { alone } from './alone.ts';

const SELF = { id: 'web-1-0123456789ab', name: 'web-1' };

test('a single process is the home of everything', () => {
  const peers = alone(SELF);
  expect(peers).toMatchObject({ self: SELF, live: [], unreachable: [], isolated: false });
  expect(peers.homeOf('user')).toBeUndefined();
  expect(peers.fateOf(SELF.id)).toEqual({ kind: 'self' });
});

test('what another run has owned has gone with it', () => {
  const former = { id: 'web-1-ba9876543210', name: 'web-1' };
  expect(alone(SELF).fateOf(former.id)).toEqual({ kind: 'gone', replica: former });
  expect(alone(SELF).fateOf('x'.repeat(500))).toMatchObject({
    kind: 'gone',
    replica: { name: 'x'.repeat(40) },
  });
});
