'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { useLazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { RecordingBadge } from './recording-badge.tsx';
import { StateBadge } from './states/state-badge.tsx';

const ConnectionInfoLayer = onDemand(
  async () => (await import('./connection-info-layer.tsx')).ConnectionInfoLayer,
);

/** The state, as a button that shows details of the connection, and whether the shell is recorded. */
export function ConnectionInfo({ pane, view }: { pane: TerminalPane | null; view: PaneView }) {
  const messages = useMessages(terminalCatalog);
  const { layer, triggerProps } = useLazyLayer(ConnectionInfoLayer.load);
  return (
    <>
      <RecordingBadge view={view} />
      <button
        type="button"
        aria-haspopup="dialog"
        title={messages.connection.name}
        className="shrink-0 rounded-full"
        {...triggerProps}
      >
        <StateBadge state={view.state} isQuiet={view.isQuiet} />
      </button>
      {layer !== undefined && pane !== null && (
        <ConnectionInfoLayer layer={layer} meter={pane.meter} state={view.state} />
      )}
    </>
  );
}
