/** The users of the test cluster, as they use a server in mode `token`. */

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { HttpClient, type Reply } from './http-client.ts';

export type UserName = 'admin' | 'alice' | 'bob';

/** The users' tokens, from the kubeconfig of the test cluster. */
export async function tokensOf(kubeconfig: string): Promise<Readonly<Record<UserName, string>>> {
  const { users } = parse(await readFile(kubeconfig, 'utf8')) as {
    users: readonly { readonly name: string; readonly user: { readonly token?: string } }[];
  };
  const tokenOf = (name: UserName) => {
    const token = users.find((user) => user.name === name)?.user.token;
    if (token === undefined) throw new Error(`${kubeconfig} has no token for ${name}`);
    return token;
  };
  return { admin: tokenOf('admin'), alice: tokenOf('alice'), bob: tokenOf('bob') };
}

/** A browser that has signed in: its Cookie header. */
export async function signIn(url: string, token: string, ca?: string): Promise<{ readonly cookie: string }> {
  const reply = await new HttpClient(url, ca).call('POST', '/api/signin', { body: { token } });
  if (reply.status !== 204) throw new Error(`Signing in answered ${reply.status}: ${reply.text}`);
  return { cookie: cookieHeader(reply) };
}

/** What a browser sends back of an answer's cookies. */
export function cookieHeader({ headers }: Reply): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
}
