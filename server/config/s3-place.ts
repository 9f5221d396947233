/** Where a bucket is and with which keys, by the variables that every client of S3 reads. */

import { readFileSync } from 'node:fs';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export interface S3Place extends S3Keys {
  /** URL of the bucket, without a slash at its end. */
  readonly url: string;
  readonly region: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** @throws as `readFileSync` */
type ReadFile = (file: string) => string;

const readText: ReadFile = (file) => readFileSync(file, 'utf8');

/**
 * An endpoint of one's own has the bucket in its path; Amazon has it in the name of the host.
 * @throws Error where {@link explainS3} finds something wrong
 */
export function readS3Place(bucket: string, env: Env, readFile = readText): S3Place {
  const [wrong] = explainS3(bucket, env, readFile);
  if (wrong !== undefined) throw new Error(wrong);
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const endpoint = endpointIn(env);
  return {
    url: endpoint === undefined ? amazonUrl(bucket, region) : `${endpoint}/${bucket}`,
    region,
    ...(keysIn(env) ?? keysInFile(env, readFile)),
  };
}

/** What is missing or wrong: sentences that name variables, and no value but the bucket's. */
export function explainS3(bucket: string, env: Env, readFile = readText): readonly string[] {
  const errors: string[] = [];
  try {
    if (keysIn(env) === undefined) keysInFile(env, readFile);
  } catch (error) {
    errors.push(`PODSHELL_RECORD_TO names the bucket ${bucket}. ${(error as Error).message}`);
  }
  if (endpointIn(env) === '') {
    errors.push('AWS_ENDPOINT_URL must be a URL such as https://minio.example.com:9000.');
  }
  return errors;
}

function keysIn(env: Env): S3Keys | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN || undefined };
}

/** @throws Error that says what is missing */
function keysInFile(env: Env, readFile: ReadFile): S3Keys {
  const file = env.AWS_SHARED_CREDENTIALS_FILE || '';
  const profile = env.AWS_PROFILE || 'default';
  if (file === '') {
    throw new Error('It needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_SHARED_CREDENTIALS_FILE.');
  }
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Error(`AWS_SHARED_CREDENTIALS_FILE names a file that can't be read (${code}).`);
  }
  const values = valuesOf(text, profile);
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = values;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(`The file of AWS_SHARED_CREDENTIALS_FILE has no keys for the profile ${profile}.`);
  }
  return { accessKeyId, secretAccessKey, sessionToken: values.aws_session_token || undefined };
}

/** The section of a profile in a file of `aws configure`. */
function valuesOf(text: string, profile: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  let isWanted = false;
  for (const line of text.split(/\r?\n/)) {
    const [, section] = /^\s*\[\s*(.*?)\s*\]/.exec(line) ?? [];
    if (section !== undefined) isWanted = section === profile;
    const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (isWanted && name !== undefined && value !== undefined) values[name] = value;
  }
  return values;
}

/** Undefined: Amazon's. Empty: one that is none. */
function endpointIn(env: Env): string | undefined {
  const text = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    return '';
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function amazonUrl(bucket: string, region: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  // A certificate with a wildcard covers one label.
  if (bucket.includes('.')) return `https://s3.${region}.${domain}/${bucket}`;
  return `https://${bucket}.s3.${region}.${domain}`;
}
