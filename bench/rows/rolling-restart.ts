/** Three replicas under busy shells: restarted one after the other, then one of them killed. */

import { performance } from 'node:perf_hooks';
import { CountingTerminal } from '../clients/counting-terminal.ts';
import type { Measurement } from '../report/measurement.ts';
import { type BalancedReplicas, startBalancedReplicas } from '../stack/balanced-replicas.ts';
import { type Row, type RowContext, rest } from './row.ts';

const REPLICAS = 3;
const SHELLS = 50;
const SHELLS_AT_DEATH = 15;

/** Numbers that each shell prints before the next step: so many that pages count its connection as a stable one. */
const STEP_COUNT = 600;

/** Most milliseconds for a step. */
const STEP_MS = 60_000;

type Progress = RowContext['progress'];

export const rollingRestartRow: Row = {
  id: 'rolling-restart',
  async run({ cluster, progress }) {
    const replicas = await startBalancedReplicas(cluster, REPLICAS, REPLICAS, {
      PODSHELL_DRAIN_SECONDS: '600',
    });
    try {
      return [...(await restartAll(replicas, progress)), await kill(replicas, progress)];
    } finally {
      await replicas.stop();
    }
  },
};

async function restartAll(replicas: BalancedReplicas, progress: Progress): Promise<Measurement[]> {
  const old = [...replicas.running];
  const terminals = await openAll(replicas.url, SHELLS);
  for (const { name, server } of old) {
    progress(`a new replica starts, and ${name} drains`);
    await replicas.startNext();
    process.kill(server.pid, 'SIGTERM');
    while ((await fetch(`${server.url}/readyz`)).status !== 503) await rest(20);
    // The worst of load balancers: it starts again with its new configuration.
    for (const terminal of terminals) terminal.cut();
    await allGoOn(terminals);
  }
  const left = new Set(terminals);
  for (const { name } of old) {
    const own = terminals.filter((terminal) => terminal.isOf(name));
    progress(`${name} ends with its ${own.length} shells`);
    for (const terminal of own) {
      left.delete(terminal);
      terminal.finish();
    }
    await Promise.all(own.map(({ ended }) => ended));
    await allGoOn([...left]);
  }
  const ends = await Promise.all(terminals.map(({ ended }) => ended));
  const lost = ends.filter(({ how }) => how !== 'exit');
  const binds = terminals.reduce((sum, terminal) => sum + terminal.binds, 0);
  const lines = terminals.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      name: `rolling restart of ${REPLICAS} replicas, lost of ${SHELLS} busy shells`,
      unit: '',
      ours: lost.length,
      best: null,
      goal: { kind: 'at most', value: 0 },
      note: lost[0]?.how ?? `${lines} lines over ${binds} connections, none lost or doubled`,
    },
    {
      name: 'rolling restart, longest pause of output',
      unit: 'ms',
      ours: Math.max(...terminals.map(({ longestPauseMs }) => longestPauseMs)),
      best: null,
      goal: { kind: 'at most', value: 1_000 },
    },
  ];
}

/** How long users of a replica that is killed wait until they are told. */
async function kill({ url, running }: BalancedReplicas, progress: Progress): Promise<Measurement> {
  const terminals = await openAll(url, SHELLS_AT_DEATH);
  const victim = running[REPLICAS];
  if (victim === undefined) throw new Error('No replica is left');
  progress(`${victim.name} is killed`);
  const killedAt = performance.now();
  process.kill(victim.server.pid, 'SIGKILL');
  const own = terminals.filter((terminal) => terminal.isOf(victim.name));
  const told = await Promise.all(own.map(({ ended }) => ended));
  for (const { how } of told) {
    if (!how.includes(`replica ${victim.name}`)) throw new Error(`A shell ended with ${how}`);
  }
  const others = terminals.filter((terminal) => !own.includes(terminal));
  await allGoOn(others);
  for (const terminal of others) terminal.finish();
  await Promise.all(others.map(({ ended }) => ended));
  return {
    name: `a replica is killed, until all of its ${own.length} shells are told`,
    unit: 'ms',
    ours: Math.max(...told.map(({ at }) => at - killedAt)),
    best: null,
    goal: { kind: 'at most', value: 5_000 },
  };
}

async function openAll(url: string, count: number): Promise<readonly CountingTerminal[]> {
  const terminals: CountingTerminal[] = [];
  while (terminals.length < count) terminals.push(await CountingTerminal.open(url));
  await allGoOn(terminals);
  for (const terminal of terminals) terminal.longestPauseMs = 0;
  return terminals;
}

/** Waits until each has counted on for a step, or has ended. @throws Error when one does neither */
async function allGoOn(terminals: readonly CountingTerminal[]): Promise<void> {
  const wanted = terminals.map((terminal) => ({ terminal, count: terminal.count + STEP_COUNT }));
  const deadline = performance.now() + STEP_MS;
  for (const { terminal, count } of wanted) {
    while (terminal.count < count && !terminal.hasEnded) {
      if (performance.now() > deadline) throw new Error(`${terminal.sessionId} stands at ${terminal.count}`);
      await rest(20);
    }
  }
}
