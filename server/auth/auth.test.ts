import { expect, test } from 'vitest';
import { createLocalAuthenticator, operatorName } from './local-authenticator.ts';
import { toHeaders } from './request-headers.ts';

test('without sign-in everybody is the operator', async () => {
  const authenticator = createLocalAuthenticator('ada');
  const one = await authenticator.authenticate(new Headers());
  const other = await authenticator.authenticate(new Headers({ authorization: 'Bearer x' }));
  expect(one).toEqual({ userId: 'local', displayName: 'ada' });
  expect(other.userId).toBe(one.userId);
});

test('the operator has a name', () => {
  expect(operatorName()).not.toBe('');
});

test('Node headers keep every value', () => {
  const headers = toHeaders({ cookie: 'a=1; b=2', 'x-y': ['1', '2'], host: undefined });
  expect([...headers]).toEqual([
    ['cookie', 'a=1; b=2'],
    ['x-y', '1, 2'],
  ]);
});
