'use client';

import { useSyncExternalStore } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { PopoverLayer } from '#components/ui/layers/popover-layer.tsx';
import type { LazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { LatencyMeter } from '../connection/latency-meter.ts';
import { terminalCatalog } from '../words/catalog.ts';

/** Transport and typing latency of the connection, and the name of the shell in audit logs. */
export function ConnectionInfoLayer({
  layer,
  meter,
  state,
}: {
  layer: LazyLayer;
  meter: LatencyMeter;
  state: ConnectionState;
}) {
  const messages = useMessages(terminalCatalog);
  const { count, median, slowest } = useSyncExternalStore(
    meter.subscribe,
    () => meter.latency,
    () => meter.latency,
  );
  return (
    <PopoverLayer layer={layer} label={messages.connection.name} align="end" className="w-72">
      <div className="grid gap-2 p-3">
        <dl className="grid gap-1 text-sm">
          <Fact
            name={messages.connection.transport}
            value={state.kind === 'ready' ? state.transport : messages.connection.none}
          />
          <Fact
            name={messages.connection.median}
            value={median === null ? messages.connection.unknown : messages.connection.milliseconds(median)}
          />
          <Fact
            name={messages.connection.slowest}
            value={slowest === null ? messages.connection.unknown : messages.connection.milliseconds(slowest)}
          />
          {state.kind === 'ready' && state.shellId !== undefined && (
            <div className="grid">
              <dt className="text-ink-muted">{messages.connection.shellId}</dt>
              <dd className="select-all break-all font-mono text-xs">{state.shellId}</dd>
            </div>
          )}
        </dl>
        <p className="text-ink-muted text-xs">
          {count === 0 ? messages.connection.typeFirst : messages.connection.measured(count)}
        </p>
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
