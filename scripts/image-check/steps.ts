/** Steps that both checks take, and what is reported of them. */

import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, Shell } from './client.ts';

export interface Report {
  passed(what: string): void;
  /** What could not be proved on this system, and why. */
  notProved(what: string): void;
}

/** For each step, in milliseconds. Generous, for busy machines. */
const LIMIT_MS = 60_000;

/** Asks for a shell in a pod of the demo cluster and binds it. */
export async function openShell(client: Client): Promise<Shell> {
  const issued = await client.ask('POST', '/api/pods/team-a/debian/shell', {});
  expect(`POST /api/pods/team-a/debian/shell answers 201, not ${issued.body}`, issued.status === 201);
  const { sessionId } = JSON.parse(issued.body) as { sessionId: string };
  return await within('the session is bound', client.openShell(sessionId));
}

/** @throws Error unless it holds */
export function expect(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Expected that ${what}.`);
}

/** Asks again until `holds` is true. A failed attempt counts as false. */
export async function until(what: string, holds: () => Promise<boolean | 'never'>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const held = await holds().catch(() => false);
    if (held === true) return;
    if (held === 'never' || Date.now() > end) throw new Error(`Expected that ${what}.`);
    await wait(50);
  }
}

/** @throws Error if the work takes too long */
export async function within<T>(what: string, work: Promise<T>): Promise<T> {
  const late = Symbol('late');
  const result = await Promise.race([work, wait(LIMIT_MS, late, { ref: false })]);
  if (result === late) throw new Error(`Expected that ${what} within ${LIMIT_MS / 1000} s.`);
  return result as T;
}

/** What a process has printed so far, in lines. */
export function collect(child: ChildProcess): () => readonly string[] {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text.split('\n').filter((line) => line !== '');
}
