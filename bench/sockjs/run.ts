/** The SockJS room beside sockjs-node and bare `ws`, all in one run on one machine. */

import type { EchoServerKind } from './echo-server.ts';
import { idleBytes } from './idle-memory.ts';
import { type Load, messagesPerSecond } from './throughput.ts';

export interface SockJsBenchRow {
  readonly name: string;
  /** Figures with their unit. */
  readonly ours: string;
  readonly sockjsNode: string;
  readonly bareWs: string;
  /** Ours divided by the other. */
  readonly ratios: { readonly toSockjsNode: number; readonly toBareWs: number };
  readonly goal: string;
  readonly met: boolean;
}

const KINDS: readonly EchoServerKind[] = ['ours', 'sockjs-node', 'bare-ws'];
/** Rounds are interleaved, so that a disturbance of the machine meets all three; the median counts. */
const ROUNDS = 3;

const LOADS: readonly (Load & { readonly name: string })[] = [
  { name: '16 B', size: 16, connections: 32, window: 32 },
  { name: '1 KiB', size: 1024, connections: 32, window: 16 },
  { name: '64 KiB', size: 64 * 1024, connections: 8, window: 2 },
];

const MIN_TO_SOCKJS_NODE = 2;
const MIN_TO_BARE_WS = 0.8;
const IDLE_CONNECTIONS = 5_000;
const MAX_MEMORY = 0.5;
const MEBIBYTE = 1024 * 1024;

/**
 * Measures everything; takes about a minute and a half.
 * @param report told of each figure as it comes
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
  const rates = await medians((kind) => messagesPerSecond(kind, load));
  for (const kind of KINDS) report(`${name}: ${kind} ${throughput(rates[kind], load.size)}`);
  const ratios = ratiosOf(rates);
  return {
    name,
    ours: throughput(rates.ours, load.size),
    sockjsNode: throughput(rates['sockjs-node'], load.size),
    bareWs: throughput(rates['bare-ws'], load.size),
    ratios,
    goal: `>= ${MIN_TO_SOCKJS_NODE} x sockjs-node, >= ${MIN_TO_BARE_WS} x ws`,
    met: ratios.toSockjsNode >= MIN_TO_SOCKJS_NODE && ratios.toBareWs >= MIN_TO_BARE_WS,
  };
}

async function memoryRow(report: (line: string) => void): Promise<SockJsBenchRow> {
  const name = `SockJS, ${IDLE_CONNECTIONS} idle connections`;
  const bytes = await medians((kind) => idleBytes(kind, IDLE_CONNECTIONS));
  for (const kind of KINDS) report(`${name}: ${kind} ${memory(bytes[kind])}`);
  const ratios = ratiosOf(bytes);
  return {
    name,
    ours: memory(bytes.ours),
    sockjsNode: memory(bytes['sockjs-node']),
    bareWs: memory(bytes['bare-ws']),
    ratios,
    goal: `<= ${MAX_MEMORY} x sockjs-node`,
    met: ratios.toSockjsNode <= MAX_MEMORY,
  };
}

type Figures = Record<EchoServerKind, number>;

async function medians(measure: (kind: EchoServerKind) => Promise<number>): Promise<Figures> {
  const samples: Record<EchoServerKind, number[]> = { ours: [], 'sockjs-node': [], 'bare-ws': [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of KINDS) samples[kind].push(await measure(kind));
  }
  return {
    ours: median(samples.ours),
    'sockjs-node': median(samples['sockjs-node']),
    'bare-ws': median(samples['bare-ws']),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function ratiosOf(figures: Figures): SockJsBenchRow['ratios'] {
  return {
    toSockjsNode: figures.ours / figures['sockjs-node'],
    toBareWs: figures.ours / figures['bare-ws'],
  };
}

function throughput(messages: number, size: number): string {
  return `${Math.round(messages).toLocaleString('en')} msg/s, ${((messages * size) / 1e6).toFixed(1)} MB/s`;
}

function memory(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
}
