/** Reads whom a request wants to impersonate, as the API server does (`processImpersonationHeaders` of 1.36). */

import { StatusError } from '../objects/status-error.ts';

export interface WantedUser {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  /** By key in lower case. */
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

export type HeaderLines = Readonly<Record<string, readonly string[] | undefined>>;

const EXTRA = 'impersonate-extra-';

/**
 * Undefined for a request as its sender.
 * @param headers each line apart (Node's `headersDistinct`)
 * @throws StatusError 400 for groups, a UID or extras without a user
 */
export function wantedUser(headers: HeaderLines): WantedUser | undefined {
  const extra = new Map<string, readonly string[]>();
  for (const [name, lines = []] of Object.entries(headers)) {
    if (!name.startsWith(EXTRA)) continue;
    const key = unescaped(name.slice(EXTRA.length));
    extra.set(key, [...(extra.get(key) ?? []), ...lines.map(utf8)]);
  }
  const wanted: WantedUser = {
    name: utf8(headers['impersonate-user']?.[0] ?? ''),
    uid: utf8(headers['impersonate-uid']?.[0] ?? ''),
    groups: (headers['impersonate-group'] ?? []).map(utf8),
    extra,
  };
  if (wanted.name !== '') return wanted;
  if (wanted.uid === '' && wanted.groups.length === 0 && extra.size === 0) return undefined;
  const message = `requested ${goSyntax(wanted)} without impersonating a user name`;
  throw new StatusError(400, 'BadRequest', message, { byAuthorizer: true });
}

/** What the kubelet must not see. */
export function removeImpersonation(headers: Record<string, unknown>): void {
  for (const name of Object.keys(headers)) if (name.startsWith('impersonate-')) delete headers[name];
}

/** Node reads header bytes as Latin-1. */
function utf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

function unescaped(key: string): string {
  try {
    return decodeURIComponent(key).toLowerCase();
  } catch {
    return key;
  }
}

/** The value as Go's `%#v` prints it. */
function goSyntax({ name, uid, groups, extra }: WantedUser): string {
  const list = (texts: readonly string[]) => `{${texts.map((text) => JSON.stringify(text)).join(', ')}}`;
  const groupList = groups.length === 0 ? '(nil)' : list(groups);
  const entries = [...extra]
    .toSorted()
    .map(([key, values]) => `${JSON.stringify(key)}:[]string${list(values)}`);
  const extraMap = entries.length === 0 ? '(nil)' : `{${entries.join(', ')}}`;
  return `&user.DefaultInfo{Name:${JSON.stringify(name)}, UID:${JSON.stringify(uid)}, Groups:[]string${groupList}, Extra:map[string][]string${extraMap}}`;
}
