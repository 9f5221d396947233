/** Podshell's SockJS server beside sockjs-node and bare `ws`, in one run on one machine. */

import type { EchoServerKind } from './echo-server.ts';
import { idleBytes } from './idle-memory.ts';
import { type Load, messagesPerSecond } from './throughput.ts';

export interface SockJsBenchRow {
  readonly name: string;
  readonly unit: 'msg/s' | 'MiB';
  readonly ours: number;
  readonly sockjsNode: number;
  readonly bareWs: number;
  /** Podshell's figure divided by the other. */
  readonly ratios: { readonly toSockjsNode: number; readonly toBareWs: number };
  /** The goals for the ratios; undefined: no goal. */
  readonly goals: { readonly toSockjsNode: RatioGoal; readonly toBareWs: RatioGoal | undefined };
  /** The goals as text. */
  readonly goal: string;
  /** Other figures. */
  readonly note: string;
}

export interface RatioGoal {
  readonly kind: 'at least of best' | 'at most of best';
  readonly value: number;
}

const KINDS: readonly EchoServerKind[] = ['ours', 'sockjs-node', 'bare-ws'];
/**
 * Rounds are interleaved, so that a disturbance affects all three servers. The best round of each counts: a
 * disturbance can only make a figure worse.
 */
const ROUNDS = 5;

const LOADS: readonly (Load & { readonly name: string })[] = [
  { name: '16 B', size: 16, connections: 32, window: 32 },
  { name: '1 KiB', size: 1024, connections: 32, window: 16 },
  { name: '64 KiB', size: 64 * 1024, connections: 8, window: 2 },
];

const TWICE_SOCKJS_NODE: RatioGoal = { kind: 'at least of best', value: 2 };
const NEAR_BARE_WS: RatioGoal = { kind: 'at least of best', value: 0.8 };
const HALF_THE_MEMORY: RatioGoal = { kind: 'at most of best', value: 0.5 };
const IDLE_CONNECTIONS = 5_000;
const MEBIBYTE = 1024 * 1024;

/**
 * Measures everything; takes about two minutes.
 * @param report receives each figure as soon as it is measured
 */
export async function runSockJsBench(report: (line: string) => void): Promise<readonly SockJsBenchRow[]> {
  const rows: SockJsBenchRow[] = [];
  for (const load of LOADS) rows.push(await throughputRow(load, report));
  rows.push(await memoryRow(report));
  return rows;
}

async function throughputRow(
  load: (typeof LOADS)[number],
  report: (line: string) => void,
): Promise<SockJsBenchRow> {
  const name = `SockJS echo, ${load.name}`;
  const figures = await bestOf((kind) => messagesPerSecond(kind, load), Math.max);
  const megabytes = (kind: EchoServerKind) => `${((figures[kind] * load.size) / 1e6).toFixed(1)} MB/s`;
  for (const kind of KINDS) report(`${name}: ${kind} ${Math.round(figures[kind])} msg/s, ${megabytes(kind)}`);
  return {
    ...rowOf(name, figures),
    unit: 'msg/s',
    goals: { toSockjsNode: TWICE_SOCKJS_NODE, toBareWs: NEAR_BARE_WS },
    goal: `>= ${TWICE_SOCKJS_NODE.value} of sockjs-node, >= ${NEAR_BARE_WS.value} of bare ws`,
    note: `ours ${megabytes('ours')}; sockjs-node ${megabytes('sockjs-node')}; bare ws ${megabytes('bare-ws')}`,
  };
}

async function memoryRow(report: (line: string) => void): Promise<SockJsBenchRow> {
  const name = `SockJS, memory of ${IDLE_CONNECTIONS} idle connections`;
  const figures = await bestOf(
    async (kind) => (await idleBytes(kind, IDLE_CONNECTIONS)) / MEBIBYTE,
    Math.min,
  );
  for (const kind of KINDS) report(`${name}: ${kind} ${figures[kind].toFixed(1)} MiB`);
  return {
    ...rowOf(name, figures),
    unit: 'MiB',
    goals: { toSockjsNode: HALF_THE_MEMORY, toBareWs: undefined },
    goal: `<= ${HALF_THE_MEMORY.value} of sockjs-node`,
    note: `${((figures.ours * 1024) / IDLE_CONNECTIONS).toFixed(1)} KiB for each connection`,
  };
}

type Figures = Record<EchoServerKind, number>;

async function bestOf(
  measure: (kind: EchoServerKind) => Promise<number>,
  better: (...figures: readonly number[]) => number,
): Promise<Figures> {
  const samples: Record<EchoServerKind, number[]> = { ours: [], 'sockjs-node': [], 'bare-ws': [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of KINDS) samples[kind].push(await measure(kind));
  }
  return {
    ours: better(...samples.ours),
    'sockjs-node': better(...samples['sockjs-node']),
    'bare-ws': better(...samples['bare-ws']),
  };
}

function rowOf(name: string, figures: Figures) {
  const { ours, 'sockjs-node': sockjsNode, 'bare-ws': bareWs } = figures;
  const ratios = { toSockjsNode: ours / sockjsNode, toBareWs: ours / bareWs };
  return { name, ours, sockjsNode, bareWs, ratios };
}
