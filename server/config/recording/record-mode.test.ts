import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadSettings } from '../load-settings.ts';
import { recordModeOf } from './record-mode.ts';
import type { RecordMode } from './record-modes.ts';

function modeWith(env: Readonly<Record<string, string>>, question: object): RecordMode {
  const loaded = loadSettings({ PODSHELL_RECORD: 'strict', PODSHELL_RECORD_TO: '/recordings', ...env });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  return recordModeOf(loaded.settings, { context: 'c', namespace: 'n', groups: [], ...question });
}

test.each([
  [{}, {}, 'strict'],
  [{ PODSHELL_RECORD: 'off' }, {}, 'off'],
  [{ PODSHELL_RECORD: 'best-effort' }, {}, 'best-effort'],
  [{ PODSHELL_RECORD_NAMESPACES: 'prod-*,pay' }, { namespace: 'prod-eu' }, 'strict'],
  [{ PODSHELL_RECORD_NAMESPACES: 'prod-*,pay' }, { namespace: 'dev' }, 'off'],
  [{ PODSHELL_RECORD_CONTEXTS: 'live' }, { context: 'live' }, 'strict'],
  [{ PODSHELL_RECORD_CONTEXTS: 'live' }, { context: 'live-2' }, 'off'],
  [{ PODSHELL_RECORD_GROUPS: 'ops,contract*' }, { groups: ['dev', 'contractors'] }, 'strict'],
  [{ PODSHELL_RECORD_GROUPS: 'ops' }, { groups: ['dev'] }, 'off'],
  [{ PODSHELL_RECORD_GROUPS: 'ops' }, {}, 'off'],
  // Any group might be among those that the sign-in left out.
  [{ PODSHELL_RECORD_GROUPS: 'ops' }, { groupsLeftOut: true }, 'strict'],
  [{ PODSHELL_RECORD_GROUPS: 'ops', PODSHELL_RECORD_NAMESPACES: 'prod' }, { groups: ['ops'] }, 'off'],
])('%j, %j: %s', (env, question, mode) => {
  expect(modeWith(env, question)).toBe(mode);
});

const AWS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const wrongKey = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

test.each([
  [{ PODSHELL_RECORD: 'strict' }, 'PODSHELL_RECORD is "strict", which needs PODSHELL_RECORD_TO.'],
  [{ PODSHELL_RECORD: 'on' }, 'it must be one of off, best-effort, strict.'],
  [{ PODSHELL_RECORD_TO: 'recordings' }, 'it must be an absolute path, or s3://bucket/prefix.'],
  [{ PODSHELL_RECORD_TO: 's3://b/' }, 'it must be an absolute path'],
  [{ PODSHELL_RECORD_TO: 's3://bucket//x' }, 'it must be an absolute path'],
  [{ PODSHELL_RECORD_KEY: wrongKey }, 'PODSHELL_RECORD_KEY is not valid; it must be an Ed25519 private key'],
  [{ PODSHELL_RECORD_RECIPIENTS: 'ssh-ed25519 AAAA' }, 'it must be a comma list of age recipients'],
  [{ PODSHELL_RECORD_RECIPIENTS: `age1${'q'.repeat(58)}` }, 'it must be a comma list of age recipients'],
  [
    { PODSHELL_RECORD_IDENTITY: `AGE-SECRET-KEY-1${'Q'.repeat(58)}` },
    'PODSHELL_RECORD_IDENTITY is not valid',
  ],
  [{ PODSHELL_RECORD_TO: 's3://my-bucket' }, 'It needs AWS_ACCESS_KEY_ID'],
])('%j is refused', (env, message) => {
  expect(loadSettings(env)).toMatchObject({ kind: 'bad', message: expect.stringContaining(message) });
});

test.each([
  { PODSHELL_RECORD_TO: 's3://my-bucket', ...AWS },
  { PODSHELL_RECORD_TO: 's3://my-bucket/a/b', ...AWS },
  { PODSHELL_RECORD_KEY: key },
  { PODSHELL_RECORD: 'best-effort', PODSHELL_RECORD_TO: '/var/recordings' },
])('%j is accepted', (env) => {
  expect(loadSettings(env)).toMatchObject({ kind: 'ok' });
});
