'use client';

import { useSyncExternalStore } from 'react';
import { PopoverLayer } from '#components/ui/popover-layer.tsx';
import type { LateLayer } from '#components/ui/use-late-layer.ts';
import type { ConnectionState } from './connection-state.ts';
import type { LatencyMeter } from './latency-meter.ts';
import { messages } from './terminal-messages.ts';

const words = messages.connection;

/** How the shell is reached, and how long its keys take. */
export function ConnectionInfoLayer({
  layer,
  meter,
  state,
}: {
  layer: LateLayer;
  meter: LatencyMeter;
  state: ConnectionState;
}) {
  const { count, median, slowest } = useSyncExternalStore(
    meter.subscribe,
    () => meter.latency,
    () => meter.latency,
  );
  return (
    <PopoverLayer layer={layer} label={words.name} align="end" className="w-72">
      <div className="grid gap-2 p-3">
        <dl className="grid gap-1 text-sm">
          <Fact name={words.transport} value={state.kind === 'ready' ? state.transport : words.none} />
          <Fact name={words.median} value={median === null ? words.unknown : words.milliseconds(median)} />
          <Fact name={words.slowest} value={slowest === null ? words.unknown : words.milliseconds(slowest)} />
        </dl>
        <p className="text-ink-muted text-xs">{count === 0 ? words.typeFirst : words.measured(count)}</p>
      </div>
    </PopoverLayer>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex gap-4">
      <dt className="flex-1 text-ink-muted">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  );
}
