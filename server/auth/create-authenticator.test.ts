import { expect, test } from 'vitest';
import { testSettings } from '#server/http/testing/test-server.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { createAuthenticator } from './create-authenticator.ts';

const STRANGER = { headers: {}, peer: '127.0.0.1' };

test.each([
  ['nope', 'context-not-found'],
  [undefined, 'context-required'],
])('who signs in to context %s, which cannot be used, is told no other names', async (context, code) => {
  const authenticator = await createAuthenticator('token', {
    settings: testSettings({ auth: 'token' }),
    clock: new FakeClock(),
    logger: new RecordingLogger(),
    peers: lonePeers(),
    askOwner: () => Promise.reject(new Error('asked')),
    placeOf: async () => null,
  });
  await expect(authenticator.signInWithToken?.('guess', context, STRANGER)).rejects.toMatchObject({ code });
});
