/** One user of a new server: how soon it listens, how soon its first page is there, and its memory after some use. */

import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { PROMPT, settle } from '../clients/terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { median } from '../report/statistics.ts';
import type { BenchCluster } from '../stack/cluster.ts';
import { type BenchServer, startPodshell } from '../stack/podshell.ts';
import { anonymousBytes, residentBytes } from '../stack/process-figures.ts';
import { AFTER_START_MS, type Row, type RowContext, rest } from './row.ts';

const STARTS = 5;
const REQUESTS = 90;
/** Between requests, in milliseconds. */
const GAP_MS = 100;
/** After use, garbage is collected once nobody has used the server for 15 s. */
const SETTLE_MS = 20_000;

const LIST = '/pods?namespace=team-a';

/** What a user opens in turns, with what the pages ask for. */
const PATHS = [
  '/pods',
  LIST,
  '/pods/team-a/debian',
  '/shell/team-a/debian',
  '/logs/team-a/debian',
  '/sessions',
  '/recordings',
  '/signin',
  '/api/pods?namespace=team-a',
  '/api/pods/team-a/debian',
  '/api/pods/team-a/debian/yaml',
  '/api/contexts',
  '/api/namespaces',
  '/api/sessions',
  '/api/me',
];

export const useRow: Row = {
  id: 'use',
  async run(context) {
    const { cluster, progress } = context;
    progress(`${STARTS} starts`);
    const starts: Start[] = [];
    for (let count = 0; count <= STARTS; count += 1) {
      const start = await startAndOpen(cluster);
      await start.server.stop();
      // The first one fills the cache of compiled code.
      if (count > 0) starts.push(start);
    }
    return [
      {
        name: 'start of the server until it listens',
        unit: 'ms',
        ours: median(starts.map(({ listened }) => listened)),
        best: null,
        goal: { kind: 'at most', value: 500 },
      },
      {
        name: 'first page of a new server',
        unit: 'ms',
        ours: median(starts.map(({ opened }) => opened)),
        best: null,
        goal: { kind: 'at most', value: 300 },
        note: 'the whole list, without its scripts',
      },
      await memoryAfterUse(context),
    ];
  },
};

interface Start {
  readonly server: BenchServer;
  /** Milliseconds until it listened, and then until its first page was there. */
  readonly listened: number;
  readonly opened: number;
}

async function startAndOpen(cluster: BenchCluster): Promise<Start> {
  const from = performance.now();
  const server = await startPodshell(cluster);
  const listening = performance.now();
  await get(`${server.url}${LIST}`);
  return { server, listened: listening - from, opened: performance.now() - listening };
}

async function memoryAfterUse({ cluster, progress }: RowContext): Promise<Measurement> {
  const { server } = await startAndOpen(cluster);
  const leave = new AbortController();
  try {
    await rest(AFTER_START_MS);
    const before = residentBytes(server.pid);
    progress(`${REQUESTS} requests, with one shell and one list that is followed`);
    const following = follow(`${server.url}/api/pods/events?namespace=team-a`, leave.signal);
    const terminal = await PodshellTerminal.open(server.url);
    await settle(terminal);
    for (let count = 0; count < REQUESTS; count += 1) {
      await get(`${server.url}${PATHS[count % PATHS.length]}`);
      const prompt = terminal.expect(PROMPT);
      terminal.type(`echo ${count}\r`);
      await prompt;
      await rest(GAP_MS);
    }
    const used = residentBytes(server.pid);
    await rest(SETTLE_MS);
    const after = residentBytes(server.pid);
    const own = anonymousBytes(server.pid);
    leave.abort();
    await following;
    await terminal.close();
    const words = [
      `${(before / 1e6).toFixed(0)} MB before`,
      `${(used / 1e6).toFixed(0)} at its end`,
      `${((after - own) / 1e6).toFixed(0)} are Node's file`,
    ];
    return {
      name: `server memory after ${REQUESTS} requests of one user`,
      unit: 'MB',
      ours: after / 1e6,
      best: null,
      goal: { kind: 'at most', value: 110 },
      note: words.join(', '),
    };
  } finally {
    leave.abort();
    await server.stop();
  }
}

/** @throws Error unless the answer is a good one */
async function get(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

/** Reads an event stream until it is left. */
async function follow(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  try {
    for await (const _ of response.body ?? []);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
