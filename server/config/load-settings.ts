/** Reads and checks all settings at once, so that an operator sees every error in one message. */

import { isLoopback } from './addresses.ts';
import { likelyName } from './likely-name.ts';
import { SETTINGS } from './schema.ts';
import type { Settings } from './settings.ts';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

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
export function loadSettings(env: Environment): LoadedSettings {
  const errors: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries(SETTINGS)) {
    const text = env[spec.env]?.trim() ?? '';
    if (text === '') {
      values[key] = spec.fallback;
      continue;
    }
    const parsed = spec.schema.safeParse(text);
    if (parsed.success) values[key] = parsed.data;
    else errors.push(`${spec.env} is ${shown(text)}; it must be ${spec.must}.`);
  }
  const unknown = unknownNames(env);
  for (const { name, meant } of unknown) {
    if (meant !== undefined) errors.push(`${name} is not a setting. ${meant} was probably meant.`);
  }
  errors.push(...exposure(values));
  // SETTINGS has the keys of Settings, and without errors each has a value.
  if (errors.length === 0) {
    const warnings = unknown.map(({ name }) => `${name} is not a setting and has no effect.`);
    return { kind: 'ok', settings: values as unknown as Settings, warnings };
  }
  const count = errors.length === 1 ? '1 invalid setting' : `${errors.length} invalid settings`;
  return { kind: 'bad', message: [`${count}:`, ...errors].join('\n  ') };
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_VALUE_LENGTH ? `${text.slice(0, SHOWN_VALUE_LENGTH)}...` : text);
}

/** Names with our prefix that are no settings, each with the setting that was probably meant. */
function unknownNames(env: Environment): { readonly name: string; readonly meant: string | undefined }[] {
  const known = Object.values(SETTINGS).map((spec) => spec.env);
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

function exposure({ host, allowUnauthenticated }: Partial<Settings>): string[] {
  if (host === undefined || isLoopback(host) || allowUnauthenticated === true) return [];
  return [
    `HOST is ${shown(host)}, which other machines can reach, but Podshell has no authentication yet: everybody who ` +
      'reaches it could open shells. Set HOST to 127.0.0.1, or set PODSHELL_ALLOW_UNAUTHENTICATED=true if a proxy in ' +
      'front of Podshell authenticates users.',
  ];
}
