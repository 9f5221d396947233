/** Recordings of a real cluster, for tests that replay them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PodObject } from '../ports.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'k8s-wire');

/** One recorded request of `api/` and its answer. */
export interface Recording {
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, 'api', `${name}.json`), 'utf8')) as Recording;
}

/** The lines of a recorded stream, for instance `api/watch-no-rv`. */
export function recordedLines(path: string): Record<string, unknown>[] {
  return readFileSync(join(FOLDER, `${path}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The pods that the recorded cluster held. */
export function recordedPods(): PodObject[] {
  const { items } = recording('pods-list-all').body as { items: PodObject[] };
  return items.map((pod) => ({ ...pod, apiVersion: 'v1', kind: 'Pod' }));
}
