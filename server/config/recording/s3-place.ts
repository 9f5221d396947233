/** Where a bucket is and whose keys open it, by the variables that every client of S3 reads. */

import { readFileSync } from 'node:fs';
import { amazonDomain, checkKeySource, keySourceIn, type ReadFile, type S3KeySource } from './s3-keys.ts';

export interface S3Place {
  /** URL of the bucket, without a slash at its end. */
  readonly url: string;
  readonly region: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const readText: ReadFile = (file) => readFileSync(file, 'utf8');

/**
 * An endpoint of one's own has the bucket in its path; Amazon has it in the name of the host.
 * @throws Error where {@link explainS3} finds something wrong
 */
export function readS3Place(
  bucket: string,
  env: Env,
  readFile = readText,
): { readonly place: S3Place; readonly keys: S3KeySource } {
  const [wrong] = explainS3(bucket, env, readFile);
  if (wrong !== undefined) throw new Error(wrong);
  const region = regionIn(env);
  const endpoint = endpointIn(env);
  const url = endpoint === undefined ? amazonUrl(bucket, region) : `${endpoint}/${bucket}`;
  return { place: { url, region }, keys: keySourceIn(env, region) };
}

/** What is missing or wrong: sentences that name variables, and no value but the bucket's. */
export function explainS3(bucket: string, env: Env, readFile = readText): readonly string[] {
  const errors: string[] = [];
  try {
    checkKeySource(keySourceIn(env, regionIn(env)), readFile);
  } catch (error) {
    errors.push(`PODSHELL_RECORD_TO names the bucket ${bucket}. ${(error as Error).message}`);
  }
  if (endpointIn(env) === '') {
    errors.push('AWS_ENDPOINT_URL must be a URL such as https://minio.example.com:9000.');
  }
  return errors;
}

function regionIn(env: Env): string {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
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
  const domain = amazonDomain(region);
  // A certificate with a wildcard covers one label.
  if (bucket.includes('.')) return `https://s3.${region}.${domain}/${bucket}`;
  return `https://${bucket}.s3.${region}.${domain}`;
}
