'use client';

import { Maximize, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { type Ref, useMemo } from 'react';
import type { LogPlace } from '#components/addresses/log-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useWhere } from '#components/contexts/use-where.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import { logsCatalog } from '../catalog.ts';
import { decodeView, encodeView, logAddress } from '../lines/log-address.ts';
import type { LineSource } from '../lines/log-line.ts';
import type { FollowState } from '../stream/log-follower.ts';
import { type LogHandle, LogViewer } from './log-viewer.tsx';
import { WithSources } from './with-sources.tsx';

export type { LogHandle };

export interface LogPaneProps {
  readonly place: LogPlace;
  /** What of the log is shown, as the last `onChange` said; '' for the usual. */
  readonly view: string;
  /** True while it has the focus. */
  readonly hasKeys: boolean;
  /** False: new lines are read, but not drawn. */
  readonly isSeen: boolean;
  /** There are new lines that the user has not seen. Must be stable across renders. */
  readonly onUnseen: () => void;
  readonly onChange: (place: LogPlace, view: string) => void;
  readonly onState: (kind: FollowState['kind']) => void;
  /** The log goes on alone on its page. */
  readonly onFullPage: () => void;
  readonly onShell: (source: LineSource) => void;
  readonly ref?: Ref<LogHandle>;
}

/** A log as one of several parts of a page. */
export function LogPane({
  place,
  view: text,
  hasKeys,
  isSeen,
  onUnseen,
  onChange,
  onState,
  onFullPage,
  onShell,
  ref,
}: LogPaneProps) {
  const messages = useMessages(logsCatalog);
  const contextName = useContextName(place.context);
  const where = useWhere(place.context)(place.namespace);
  const view = useMemo(() => decodeView(text), [text]);
  return (
    <WithSources
      place={place}
      render={(found) => (
        <LogViewer
          ref={ref}
          place={place}
          contextName={contextName}
          found={found}
          view={view}
          hasKeys={hasKeys}
          isPart
          isSeen={isSeen}
          onUnseen={onUnseen}
          onView={(next) => onChange(place, encodeView(next))}
          onContainer={(container) => onChange({ ...place, container }, encodeView({ ...view, line: '' }))}
          onState={onState}
          tools={(source) => (
            <>
              {source !== undefined && (
                <Tooltip text={messages.openShellHint(source.container)} side="bottom">
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={messages.openShellName(source.pod, source.container, where)}
                    onClick={() => onShell(source)}
                  >
                    <SquareTerminal aria-hidden />
                  </Button>
                </Tooltip>
              )}
              <Tooltip text={messages.fullPage} side="bottom">
                <Button asChild variant="ghost" size="icon">
                  <Link
                    href={logAddress(place, view)}
                    prefetch={false}
                    aria-label={messages.fullPage}
                    onNavigate={onFullPage}
                  >
                    <Maximize aria-hidden />
                  </Link>
                </Button>
              </Tooltip>
            </>
          )}
        />
      )}
    />
  );
}
