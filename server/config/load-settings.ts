/** Reads and checks all settings at once, so that an operator sees every error in one message. */

import { readFileSync } from 'node:fs';
import { defaultAuthMode, explainExposure } from './auth-mode.ts';
import { browsersUseHttps } from './browser-scheme.ts';
import { likelyName } from './likely-name.ts';
import { explainPeers } from './peer-places.ts';
import { basePathOf, isAmbiguous, readPublicUrl } from './public-url.ts';
import { explainRecording } from './recording/record-mode.ts';
import { SETTINGS } from './schema.ts';
import type { SettingSpec } from './setting.ts';
import type { Settings } from './settings.ts';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws as `readFileSync` */
type ReadFile = (file: string) => string;

export interface LoadOptions {
  /** True where Podshell serves the cluster that it runs in. Decides the default of `PODSHELL_AUTH`. */
  readonly inCluster?: boolean;
  /** Reads the files of secrets. */
  readonly readFile?: ReadFile;
}

export type LoadedSettings =
  | {
      readonly kind: 'ok';
      readonly settings: Settings;
      /** Sentences for the operator about what has no effect. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'bad';
      /** Text for the operator: which settings are invalid and what each must be. */
      readonly message: string;
    };

/** Variables of the browser tests and the benchmark, which the server ignores. */
const FOREIGN_PREFIXES = ['PODSHELL_E2E_', 'PODSHELL_BENCH_'];

const PREFIX = 'PODSHELL_';

/** Kubernetes gives a container `PODSHELL_PORT=tcp://10.0.0.1:80` where a Service is named `podshell`. */
const SERVICE_LINK = /^(tcp|udp|sctp):\/\//;

const SHOWN_VALUE_LENGTH = 60;

/** Returns the settings, or one message that names every invalid one. An empty variable counts as unset. */
export function loadSettings(
  env: Environment,
  { inCluster = false, readFile = readText }: LoadOptions = {},
): LoadedSettings {
  const errors: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(SETTINGS)) {
    let text: string;
    try {
      text = textOf(spec, env, readFile);
    } catch (error) {
      errors.push((error as Error).message);
      continue;
    }
    if (text === '') {
      values[key] = spec.fallback;
      continue;
    }
    const parsed = spec.schema.safeParse(text);
    if (parsed.success) values[key] = parsed.data;
    else errors.push(`${spec.env} is ${spec.isSecret ? 'not valid' : shown(text)}; it must be ${spec.must}.`);
  }
  const unknown = unknownNames(env);
  for (const { name, meant } of unknown) {
    if (meant !== undefined) errors.push(`${name} is not a setting. ${meant} was probably meant.`);
  }
  if (values.auth === '') values.auth = defaultAuthMode(inCluster);
  errors.push(...contradictions(values, env, readFile));
  // SETTINGS has the keys of Settings, and without errors each has a value.
  if (errors.length === 0) {
    const settings = withPublicUrl(values as unknown as Settings);
    const warnings = unknown.map(({ name }) => `${name} is not a setting and has no effect.`);
    return { kind: 'ok', settings, warnings: [...warnings, ...risks(settings)] };
  }
  const count = errors.length === 1 ? '1 invalid setting' : `${errors.length} invalid settings`;
  return { kind: 'bad', message: [`${count}:`, ...errors].join('\n  ') };
}

/** Host and origin of the public address are accepted as those that are listed. */
function withPublicUrl(settings: Settings): Settings {
  const url = readPublicUrl(settings.publicUrl);
  if (url === undefined) return settings;
  const { origin, basePath } = url;
  return {
    ...settings,
    publicUrl: `${origin}${basePath}`,
    allowedHosts: [...settings.allowedHosts, new URL(origin).hostname],
    allowedOrigins: [...settings.allowedOrigins, origin],
  };
}

/** What valid settings may get wrong. */
function risks(settings: Settings): string[] {
  const basePath = basePathOf(settings);
  return isAmbiguous(basePath, settings.sockjsPrefix)
    ? [
        `The path of PODSHELL_PUBLIC_URL, ${basePath}, begins like a path of Podshell itself. The proxy in front must not take it off requests.`,
      ]
    : [];
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_VALUE_LENGTH ? `${text.slice(0, SHOWN_VALUE_LENGTH)}...` : text);
}

/** Names with our prefix that are no settings, each with the setting that was probably meant. */
function unknownNames(env: Environment): { readonly name: string; readonly meant: string | undefined }[] {
  const known = Object.values(SETTINGS).flatMap((spec) =>
    spec.isSecret ? [spec.env, `${spec.env}_FILE`] : [spec.env],
  );
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .filter((name) => !FOREIGN_PREFIXES.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !SERVICE_LINK.test(env[name] ?? ''))
    .sort()
    .map((name) => {
      const unprefixed = name.slice(PREFIX.length);
      return { name, meant: known.includes(unprefixed) ? unprefixed : likelyName(name, known) };
    });
}

/**
 * The text of a setting: of its variable or, for a secret, of the file that `..._FILE` names.
 * @throws Error with the sentence for the operator
 */
function textOf(spec: SettingSpec<unknown>, env: Environment, readFile: ReadFile): string {
  const text = env[spec.env]?.trim() ?? '';
  const file = spec.isSecret ? (env[`${spec.env}_FILE`]?.trim() ?? '') : '';
  if (file === '') return text;
  if (text !== '') throw new Error(`${spec.env} and ${spec.env}_FILE are both set. Remove one of them.`);
  try {
    return readFile(file).trim();
  } catch (error) {
    throw new Error(
      `${spec.env}_FILE is ${shown(file)}, which can't be read (${(error as { code?: string }).code}).`,
    );
  }
}

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

/** What is wrong with settings that are valid each by itself. */
function contradictions(settings: Partial<Settings>, env: Environment, readFile: ReadFile): string[] {
  const { auth, host, oidcIssuer, oidcClientId, trustedProxies } = settings;
  const { publicUrl = '', tlsCert = '', tlsKey = '', hstsSeconds = 0 } = settings;
  const errors: string[] = [];
  const exposure = auth === undefined || host === undefined ? undefined : explainExposure(auth, host);
  if (exposure !== undefined) errors.push(exposure);
  if (auth === 'oidc') {
    if (oidcIssuer === '') errors.push('PODSHELL_AUTH is "oidc", which needs PODSHELL_OIDC_ISSUER.');
    if (oidcClientId === '') errors.push('PODSHELL_AUTH is "oidc", which needs PODSHELL_OIDC_CLIENT_ID.');
  }
  if (auth === 'proxy' && trustedProxies?.length === 0) {
    errors.push(
      'PODSHELL_AUTH is "proxy", which needs PODSHELL_TRUSTED_PROXIES: anybody else could send its headers.',
    );
  }
  if (tlsCert !== '' && tlsKey === '') errors.push('PODSHELL_TLS_CERT needs PODSHELL_TLS_KEY.');
  if (tlsKey !== '' && tlsCert === '') errors.push('PODSHELL_TLS_KEY needs PODSHELL_TLS_CERT.');
  if (hstsSeconds > 0 && !browsersUseHttps({ publicUrl, tlsCert })) {
    errors.push('PODSHELL_HSTS_SECONDS needs PODSHELL_TLS_CERT, or a PODSHELL_PUBLIC_URL with https.');
  }
  errors.push(...explainPeers(settings));
  errors.push(...explainRecording(settings, env, readFile));
  return errors;
}
