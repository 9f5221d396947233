/** Where the keys of a bucket come from, by the variables that every client of Amazon's reads. */

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Keys that stay as they are, or whom to ask for keys that expire. */
export type S3KeySource =
  | { readonly kind: 'keys'; readonly keys: S3Keys }
  /** As `aws configure` writes it. */
  | { readonly kind: 'file'; readonly file: string; readonly profile: string }
  /** A token service gives the keys of a role for a token that the cluster has made (EKS: IAM roles for service accounts). */
  | {
      readonly kind: 'web-identity';
      readonly url: string;
      readonly roleArn: string;
      readonly sessionName: string;
      readonly tokenFile: string;
    }
  /** The platform that runs the container gives keys (EKS Pod Identity, ECS). */
  | {
      readonly kind: 'container';
      readonly url: string;
      readonly token: string | undefined;
      readonly tokenFile: string | undefined;
    };

type Env = Readonly<Record<string, string | undefined>>;

/** @throws as `readFileSync` */
export type ReadFile = (file: string) => string;

const NEEDED =
  'It needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_SHARED_CREDENTIALS_FILE, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or AWS_CONTAINER_CREDENTIALS_FULL_URI.';

/** Where ECS answers AWS_CONTAINER_CREDENTIALS_RELATIVE_URI. */
const ECS = 'http://169.254.170.2';

/** May be asked without TLS: this machine, ECS and EKS Pod Identity (AWS SDKs, "Container credential provider"). */
const PLAIN_HOSTS = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

/** Names of sessions of a role, for its owner's log (AWS, "AssumeRoleWithWebIdentity"). */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * The first that is there, of: keys, a file, a role by web identity, the container's platform.
 * @param region of the token service
 * @throws Error that says which variables are missing or wrong, without values
 */
export function keySourceIn(env: Env, region: string): S3KeySource {
  const keys = keysIn(env);
  if (keys !== undefined) return { kind: 'keys', keys };
  if (env.AWS_SHARED_CREDENTIALS_FILE) {
    const profile = env.AWS_PROFILE || 'default';
    return { kind: 'file', file: env.AWS_SHARED_CREDENTIALS_FILE, profile };
  }
  return webIdentityIn(env, region) ?? containerIn(env) ?? missing();
}

/** Reads the files of a source once. @throws Error that says which cannot be used, without their content */
export function checkKeySource(source: S3KeySource, readFile: ReadFile): void {
  if (source.kind === 'file') {
    const text = readNamed('AWS_SHARED_CREDENTIALS_FILE', source.file, readFile);
    keysInFile(text, source.profile);
  }
  if (source.kind === 'web-identity') {
    readNamed('AWS_WEB_IDENTITY_TOKEN_FILE', source.tokenFile, readFile);
  }
  if (source.kind === 'container' && source.tokenFile !== undefined) {
    readNamed('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', source.tokenFile, readFile);
  }
}

/**
 * The keys of a profile.
 * @param text of a file as `aws configure` writes it
 * @throws Error where it has none
 */
export function keysInFile(text: string, profile: string): S3Keys {
  const values = valuesOf(text, profile);
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey } = values;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(`The file of AWS_SHARED_CREDENTIALS_FILE has no keys for the profile ${profile}.`);
  }
  return { accessKeyId, secretAccessKey, sessionToken: values.aws_session_token || undefined };
}

/** @throws Error that names the variable */
export function unreadable(variable: string, cause: unknown): Error {
  const { code } = cause as { code?: string };
  return new Error(`${variable} names a file that can't be read (${code}).`);
}

/** The domain of Amazon's services in a region. */
export function amazonDomain(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

function keysIn(env: Env): S3Keys | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN || undefined };
}

function webIdentityIn(env: Env, region: string): S3KeySource | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: roleArn } = env;
  if (!tokenFile) return undefined;
  if (!roleArn) throw new Error('AWS_WEB_IDENTITY_TOKEN_FILE needs AWS_ROLE_ARN.');
  const sessionName = env.AWS_ROLE_SESSION_NAME || 'podshell';
  if (!SESSION_NAME.test(sessionName)) {
    throw new Error('AWS_ROLE_SESSION_NAME must have 2 to 64 letters, digits or characters of _+=,.@-');
  }
  const ofRegion = `https://sts.${region}.${amazonDomain(region)}`;
  const url = env.AWS_ENDPOINT_URL_STS || env.AWS_ENDPOINT_URL || ofRegion;
  if (!isPlainUrl(url)) {
    throw new Error('AWS_ENDPOINT_URL_STS must be a URL such as https://sts.example.com.');
  }
  return { kind: 'web-identity', url, roleArn, sessionName, tokenFile };
}

function containerIn(env: Env): S3KeySource | undefined {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const url = relative ? `${ECS}${relative}` : env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!url) return undefined;
  const { protocol, hostname } = isPlainUrl(url) ? new URL(url) : { protocol: '', hostname: '' };
  if (protocol !== 'https:' && !(protocol === 'http:' && PLAIN_HOSTS.test(hostname))) {
    throw new Error(
      'AWS_CONTAINER_CREDENTIALS_FULL_URI must be an HTTPS URL, or be on this machine or at an address of EKS or ECS.',
    );
  }
  const tokenFile = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE || undefined;
  const token = env.AWS_CONTAINER_AUTHORIZATION_TOKEN || undefined;
  return { kind: 'container', url, token, tokenFile };
}

function missing(): never {
  throw new Error(NEEDED);
}

function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '';
}

function readNamed(variable: string, file: string, readFile: ReadFile): string {
  try {
    return readFile(file);
  } catch (error) {
    throw unreadable(variable, error);
  }
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
