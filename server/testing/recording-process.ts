/** A server with one recorded shell that never stops to print, as a process of its own that a test kills. */

import { z } from 'zod';
import { systemClock } from '../system-clock.ts';
import { SessionRegistry } from '../terminal/registry.ts';
import { NO_OBSERVER } from '../terminal/session-observer.ts';
import { FakeBackend } from '../terminal/testing/fake-backend.ts';
import { FakeConnection } from '../terminal/testing/fake-connection.ts';
import { LIMITS } from '../terminal/testing/terminal-room.ts';
import { localCaller } from './callers.ts';
import { floodBytes } from './recorded-flood.ts';
import { RecordingLogger } from './recording-logger.ts';
import { recordingServer } from './recording-server.ts';

const CHUNK = 3001;
const PAUSE_MS = 2;

const places = z
  .object({ stateDirectory: z.string(), recordTo: z.string(), key: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const logger = new RecordingLogger();
const { recorded, recordings } = await recordingServer(places, logger);
const backend = new FakeBackend();
const registry = new SessionRegistry({
  backend,
  limits: LIMITS,
  clock: systemClock,
  logger,
  newSessionId: () => 'session',
  random: Math.random,
  observe: (shellId) => recorded.observe(shellId, NO_OBSERVER),
  onIssued: (shellId, session) => recorded.follow(shellId, session),
});
const caller = localCaller();
const target = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
const shell = { shellId: recordings.newShellId(), caller, target, command: undefined };
const recording = await recorded.admit(shell);
const { sessionId } = registry.issue({ ...shell, address: '', shell: undefined, recording });
const connection = new FakeConnection();
registry
  .find(sessionId, caller)
  ?.attach(connection, { Op: 'bind', SessionID: sessionId, Cols: 80, Rows: 24 }, caller);
backend.stream.sink.onStarted('bash');
let offset = 0;
setInterval(() => {
  backend.stream.output(floodBytes(offset, offset + CHUNK));
  offset += CHUNK;
}, PAUSE_MS);
process.stdout.write(`${shell.shellId}\n`);
