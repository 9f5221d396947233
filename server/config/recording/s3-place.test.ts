import { expect, test } from 'vitest';
import { explainS3, readS3Place } from './s3-place.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

test.each([
  ['logs', {}, 'https://logs.s3.us-east-1.amazonaws.com'],
  ['logs', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'x' }, 'https://logs.s3.eu-west-1.amazonaws.com'],
  ['logs', { AWS_DEFAULT_REGION: 'cn-north-1' }, 'https://logs.s3.cn-north-1.amazonaws.com.cn'],
  ['a.b', {}, 'https://s3.us-east-1.amazonaws.com/a.b'],
  ['logs', { AWS_ENDPOINT_URL: 'http://minio:9000/' }, 'http://minio:9000/logs'],
  ['logs', { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'https://b/s3' }, 'https://b/s3/logs'],
])('%s with %j is at %s', (bucket, env, url) => {
  expect(readS3Place(bucket, { ...KEYS, ...env }).place.url).toBe(url);
});

test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('%s is needed', (name) => {
  expect(explainS3('logs', { ...KEYS, [name]: '' })).toEqual([expect.stringContaining(name)]);
  expect(explainS3('logs', KEYS)).toEqual([]);
});

test.each(['minio:9000', 'ftp://minio', 'https://user:pass-word@minio', 'https://minio?x=pass-word'])(
  'the endpoint %s is refused, and not quoted',
  (AWS_ENDPOINT_URL) => {
    const [sentence] = explainS3('logs', { ...KEYS, AWS_ENDPOINT_URL });
    expect(sentence).toContain('AWS_ENDPOINT_URL must be a URL');
    expect(sentence).not.toContain('pass-word');
  },
);
