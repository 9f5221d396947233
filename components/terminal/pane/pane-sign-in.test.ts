// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noteSignInEnded, onSignInEnded } from '#components/failures/sign-in-end.ts';
import { announceSignIn } from '#components/failures/sign-in-next.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { PaneSignIn } from './pane-sign-in.ts';

const failed = (code: string): ConnectionState => ({
  kind: 'failed',
  problem: { code, detail: '', wasOpen: true },
});

const connection = { state: failed(''), signInEnded: vi.fn(), retryNow: vi.fn() };
let pane: PaneSignIn;

beforeEach(() => {
  vi.clearAllMocks();
  pane = new PaneSignIn(connection);
});
afterEach(() => pane.dispose());

function become(state: ConnectionState): void {
  connection.state = state;
  pane.onState(state);
}

test.each(['sign-in-expired', 'unauthenticated'])(
  '%s is told, and the next sign-in resumes once',
  async (code) => {
    const noted = vi.fn();
    const stop = onSignInEnded(noted);
    become(failed(code));
    stop();
    expect(noted).toHaveBeenCalledOnce();
    announceSignIn();
    await vi.waitFor(() => expect(connection.retryNow).toHaveBeenCalledOnce());
  },
);

test('another failure stays', async () => {
  const noted = vi.fn();
  const stop = onSignInEnded(noted);
  become(failed('forbidden'));
  stop();
  expect(noted).not.toHaveBeenCalled();
});

test('a shell that the user has opened anew meanwhile is left alone', async () => {
  become(failed('sign-in-expired'));
  connection.state = { kind: 'connecting', container: '' };
  const heard = vi.fn();
  const channel = new BroadcastChannel('podshell.signed-in');
  channel.onmessage = heard;
  announceSignIn();
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  channel.close();
  expect(connection.retryNow).not.toHaveBeenCalled();
});

test('passes on what others notice, until it is disposed', () => {
  noteSignInEnded();
  expect(connection.signInEnded).toHaveBeenCalledOnce();
  pane.dispose();
  noteSignInEnded();
  expect(connection.signInEnded).toHaveBeenCalledOnce();
});
