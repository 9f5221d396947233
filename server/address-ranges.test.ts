import { expect, test } from 'vitest';
import { addressesIn, plainAddress } from './address-ranges.ts';

const isListed = addressesIn(['10.0.0.0/8', '192.0.2.7', 'fd00::/8', '2001:db8::1']);

test.each(['10.1.2.3', '::ffff:10.1.2.3', '::FFFF:192.0.2.7', '192.0.2.7', 'fd00::2', '2001:db8:0::1'])(
  '%s is in the ranges',
  (address) => {
    expect(isListed(address)).toBe(true);
  },
);

test.each([
  '11.1.2.3',
  '192.0.2.8',
  '::ffff:192.0.2.8',
  '2001:db8::2',
  '::1',
  '',
  '10.1.2',
  '10.1.2.3.evil',
  'fd00',
])('%j is not in the ranges', (address) => {
  expect(isListed(address)).toBe(false);
});

test('an empty list holds nothing', () => {
  expect(addressesIn([])('127.0.0.1')).toBe(false);
});

test.each([
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['[2001:db8::1]:4711', '2001:db8::1'],
  ['203.0.113.9:80', '203.0.113.9'],
  ['unknown', 'unknown'],
])('%s is plainly %s', (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});
