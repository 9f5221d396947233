/** Where a bucket is and with which keys, by the variables that every client of S3 reads. */

export interface S3Place {
  /** URL of the bucket, without a slash at its end. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * An endpoint of one's own has the bucket in its path; Amazon has it in the name of the host. Call it with variables in
 * which {@link explainS3} finds nothing wrong.
 */
export function readS3Place(bucket: string, env: Env): S3Place {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';
  const endpoint = endpointIn(env);
  return {
    url: endpoint === undefined ? amazonUrl(bucket, region) : `${endpoint}/${bucket}`,
    region,
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: env.AWS_SESSION_TOKEN || undefined,
  };
}

/** What is missing or wrong: sentences that name variables, and no value. */
export function explainS3(bucket: string, env: Env): readonly string[] {
  const missing = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].filter((name) => !env[name]);
  const errors = missing.map((name) => `PODSHELL_RECORD_TO names the bucket ${bucket}, which needs ${name}.`);
  return endpointIn(env) === ''
    ? [...errors, 'AWS_ENDPOINT_URL must be a URL such as https://minio.example.com:9000.']
    : errors;
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
