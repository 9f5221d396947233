import { expect, test } from 'vitest';
import { createLocalAuthenticator, operatorName } from './local-authenticator.ts';

test('everybody is the operator', async () => {
  const { authenticate } = createLocalAuthenticator('ada');
  const one = await authenticate({ headers: {}, peer: '127.0.0.1' });
  const other = await authenticate({ headers: { authorization: ['Bearer x'] }, peer: '127.0.0.1' });
  expect(one.caller).toMatchObject({
    userId: 'local',
    displayName: 'ada',
    credential: { kind: 'kubeconfig' },
  });
  expect(other.caller).toBe(one.caller);
});

test('the operator has a name', () => {
  expect(operatorName()).not.toBe('');
});
