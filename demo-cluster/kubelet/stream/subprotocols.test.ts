import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSubprotocol } from './subprotocols.ts';

describe('the subprotocol', () => {
  test.each([
    [undefined, ''],
    ['v5.channel.k8s.io', 'v5.channel.k8s.io'],
    ['v4.channel.k8s.io, v5.channel.k8s.io', 'v5.channel.k8s.io'],
    ['base64url.bearer.authorization.k8s.io.eA, v4.channel.k8s.io', 'v4.channel.k8s.io'],
    ['base64.channel.k8s.io,v4.channel.k8s.io', 'base64.channel.k8s.io'],
    ['v3.channel.k8s.io', undefined],
    ['v9.channel.k8s.io', undefined],
    ['', undefined],
  ])('for %s is %s', (header, name) => {
    expect(chooseSubprotocol(header)?.name).toBe(name);
  });

  test('is v5 at any position in the offer', () => {
    const others = fc.array(fc.constantFrom('v4.channel.k8s.io', 'channel.k8s.io', 'x'));
    fc.assert(
      fc.property(others, others, (before, after) => {
        const header = [...before, 'v5.channel.k8s.io', ...after].join(', ');
        expect(chooseSubprotocol(header)?.version).toBe('v5');
      }),
    );
  });
});
