import { expect, test } from 'vitest';
import { keySourceIn, keysInFile } from './s3-keys.ts';
import { explainS3 } from './s3-place.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const FILE_ENV = { AWS_SHARED_CREDENTIALS_FILE: '/keys' };
const WEB_IDENTITY = {
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/podshell',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
};
const POD_IDENTITY = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/var/run/secrets/pods.eks.amazonaws.com/token',
};
const REGION = 'eu-west-1';

const FILE = `
# made by aws configure
[default]
aws_access_key_id = AKDEFAULT
aws_secret_access_key=very=secret

[ other ]
  aws_access_key_id = AKOTHER
  aws_secret_access_key = other-secret
  aws_session_token = token
`;

test('keys in a file, by profile', () => {
  expect(keysInFile(FILE, 'default')).toEqual({
    accessKeyId: 'AKDEFAULT',
    secretAccessKey: 'very=secret',
    sessionToken: undefined,
  });
  expect(keysInFile(FILE, 'other')).toEqual({
    accessKeyId: 'AKOTHER',
    secretAccessKey: 'other-secret',
    sessionToken: 'token',
  });
  const [missing = ''] = explainS3('logs', { ...FILE_ENV, AWS_PROFILE: 'third' }, () => FILE);
  expect(missing).toContain('has no keys for the profile third');
  expect(missing).not.toContain('secret');
});

test.each([
  ['AWS_SHARED_CREDENTIALS_FILE', FILE_ENV],
  ['AWS_WEB_IDENTITY_TOKEN_FILE', WEB_IDENTITY],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', POD_IDENTITY],
])('a file of %s that cannot be read', (variable, env) => {
  const readFile = () => {
    throw Object.assign(new Error('ENOENT: /keys'), { code: 'ENOENT' });
  };
  const [sentence] = explainS3('logs', env, readFile);
  expect(sentence).toContain(`${variable} names a file that can't be read (ENOENT)`);
});

test('a session token is optional', () => {
  const keysOf = (env: object) => keySourceIn({ ...KEYS, ...env }, REGION);
  expect(keysOf({})).toMatchObject({ keys: { accessKeyId: 'AKID', sessionToken: undefined } });
  expect(keysOf({ AWS_SESSION_TOKEN: 't' })).toMatchObject({ keys: { sessionToken: 't' } });
});

test('of several sources the first counts', () => {
  const all = { ...KEYS, ...FILE_ENV, ...WEB_IDENTITY, ...POD_IDENTITY };
  const order = [
    ['keys', all],
    ['file', { ...all, AWS_ACCESS_KEY_ID: '' }],
    ['web-identity', { ...WEB_IDENTITY, ...POD_IDENTITY }],
    ['container', { ...POD_IDENTITY, AWS_ROLE_ARN: 'arn' }],
  ] as const;
  for (const [kind, env] of order) expect(keySourceIn(env, REGION).kind).toBe(kind);
});

test.each([
  [{}, 'https://sts.eu-west-1.amazonaws.com'],
  [{ AWS_ENDPOINT_URL: 'http://minio:9000' }, 'http://minio:9000'],
  [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_STS: 'https://b' }, 'https://b'],
  [{ AWS_ENDPOINT_URL_S3: 'http://a' }, 'https://sts.eu-west-1.amazonaws.com'],
])('a role by web identity with %j is asked for at %s', (env, url) => {
  expect(keySourceIn({ ...WEB_IDENTITY, ...env }, REGION)).toEqual({
    kind: 'web-identity',
    url,
    roleArn: WEB_IDENTITY.AWS_ROLE_ARN,
    sessionName: 'podshell',
    tokenFile: WEB_IDENTITY.AWS_WEB_IDENTITY_TOKEN_FILE,
  });
  expect(keySourceIn(WEB_IDENTITY, 'cn-north-1')).toMatchObject({
    url: 'https://sts.cn-north-1.amazonaws.com.cn',
  });
});

test.each<[Record<string, string>, string]>([
  [POD_IDENTITY, 'http://169.254.170.23/v1/credentials'],
  [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/x' }, 'http://169.254.170.2/v2/credentials/x'],
  ...[
    'http://[fd00:ec2::23]/v1',
    'http://localhost:80/a',
    'http://127.0.0.1:81/a',
    'https://keys.example/a',
  ].map((url): [Record<string, string>, string] => [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, url]),
])('a container with %j is given keys at %s', (env, url) => {
  expect(keySourceIn(env, REGION)).toMatchObject({ kind: 'container', url });
});

test.each<[string, Record<string, string>, string]>([
  ['no keys at all', {}, 'It needs AWS_ACCESS_KEY_ID'],
  ['an id alone', { AWS_ACCESS_KEY_ID: 'AKID' }, 'It needs AWS_ACCESS_KEY_ID'],
  ['a token without a role', { ...WEB_IDENTITY, AWS_ROLE_ARN: '' }, 'needs AWS_ROLE_ARN'],
  ['a name that is none', { ...WEB_IDENTITY, AWS_ROLE_SESSION_NAME: 'a b' }, 'AWS_ROLE_SESSION_NAME must'],
  ['a token service that is none', { ...WEB_IDENTITY, AWS_ENDPOINT_URL_STS: 'sts' }, 'AWS_ENDPOINT_URL_STS'],
  ...[
    'http://keys.example/a',
    'http://169.254.169.254/a',
    'http://127.0.0.1.example/',
    'ftp://localhost',
    'x',
  ].map((url): [string, Record<string, string>, string] => [
    url,
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: url },
    'must be an HTTPS URL',
  ]),
])('%s: the server says what is missing', (_, env, sentence) => {
  expect(explainS3('logs', env, () => 'token')).toEqual([expect.stringContaining(sentence)]);
});
