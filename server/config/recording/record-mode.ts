/** What is recorded, and where to: what the settings say of one shell. */

import { createPrivateKey } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { matchesPattern } from '../name-pattern.ts';
import type { RecordingSettings } from '../settings.ts';
import type { RecordMode } from './record-modes.ts';
import { explainS3 } from './s3-place.ts';

/** Where recordings are kept. */
export type RecordPlace =
  | { readonly kind: 'directory'; readonly path: string }
  /** `prefix` has no slash at either end, and may be empty. */
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

/** Names of buckets (Amazon S3, "General purpose bucket naming rules"). */
const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([A-Za-z0-9!_.*'()=/-]*))?$/;

/** Undefined for a text that is neither an absolute directory nor an address in S3. */
export function readRecordPlace(text: string): RecordPlace | undefined {
  if (isAbsolute(text)) return { kind: 'directory', path: text };
  const [, bucket, prefix = ''] = S3.exec(text) ?? [];
  if (bucket === undefined || prefix.startsWith('/') || prefix.includes('//')) return undefined;
  return { kind: 's3', bucket, prefix: prefix.replace(/\/$/, '') };
}

/** True for an Ed25519 private key, PKCS#8 in PEM. */
export function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/** What decides whether a shell is recorded. */
export interface RecordQuestion {
  readonly context: string;
  readonly namespace: string;
  /** Groups that the user's sign-in names. */
  readonly groups: readonly string[];
  /** The sign-in has left groups out, so that any might be among them: the shell is recorded. */
  readonly groupsLeftOut?: boolean | undefined;
}

/** How a shell is recorded. `*` fits also a user whose sign-in names no group. */
export function recordModeOf(
  settings: Pick<RecordingSettings, 'record' | 'recordContexts' | 'recordGroups' | 'recordNamespaces'>,
  { context, namespace, groups, groupsLeftOut = false }: RecordQuestion,
): RecordMode {
  const { record, recordContexts, recordGroups, recordNamespaces } = settings;
  const fits = (patterns: readonly string[], name: string): boolean =>
    patterns.some((pattern) => matchesPattern(pattern, name));
  const isOfGroup =
    groupsLeftOut || recordGroups.includes('*') || groups.some((group) => fits(recordGroups, group));
  return fits(recordContexts, context) && fits(recordNamespaces, namespace) && isOfGroup ? record : 'off';
}

/** Sentences on what is wrong with settings of recordings that are valid each by itself. */
export function explainRecording(
  { record, recordTo = '' }: Partial<RecordingSettings>,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (file: string) => string,
): readonly string[] {
  const errors: string[] = [];
  if (record !== undefined && record !== 'off' && recordTo === '') {
    errors.push(`PODSHELL_RECORD is "${record}", which needs PODSHELL_RECORD_TO.`);
  }
  const place = readRecordPlace(recordTo);
  if (place?.kind === 's3') errors.push(...explainS3(place.bucket, env, readFile));
  return errors;
}
