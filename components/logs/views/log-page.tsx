'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { type LogPlace, subjectName } from '#components/addresses/log-place.ts';
import { served } from '#components/addresses/served.ts';
import { whereText } from '#components/addresses/shell-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import { logsCatalog } from '../catalog.ts';
import { type LogView, logAddress } from '../lines/log-address.ts';
import { LogHeader } from './log-header.tsx';
import { LogViewer } from './log-viewer.tsx';
import type { LoggedContainer } from './pod-sources.ts';
import { WithSources } from './with-sources.tsx';

export interface LogPageProps {
  /** What to begin with. */
  readonly place: LogPlace;
  /** '' if unknown. */
  readonly contextName: string;
  /** Of one pod, the default one first; those of which the caller may not know are missing. */
  readonly containers?: readonly LoggedContainer[] | undefined;
  readonly view: LogView;
  /** Controls of every page. */
  readonly switches: ReactNode;
}

/** The log of one container, of all of a pod, or of several pods, alone on a page. */
export function LogPage({ contextName, containers, switches, ...first }: LogPageProps) {
  const messages = useMessages(logsCatalog);
  const [place, setPlace] = useState(first.place);
  const [view, setView] = useState(first.view);
  const { namespace } = place;
  const name = subjectName(place.of) || namespace;
  usePageTitle(windowTitle(messages.title(name, whereText(namespace, contextName))));
  const href = logAddress(place, view);
  useEffect(() => {
    window.history.replaceState(window.history.state, '', served(href));
  }, [href]);
  return (
    <main className="flex h-full flex-col in-data-[dock=maximised]:invisible cramped:in-data-[dock=open]:invisible print:visible! print:block">
      <WithSources
        place={place}
        known={containers}
        render={(found) => (
          <LogViewer
            place={place}
            contextName={contextName}
            found={found}
            view={view}
            hasKeys
            isPart={false}
            onView={setView}
            onContainer={(container) => {
              setPlace({ ...place, container });
              setView({ ...view, line: '' });
            }}
            head={(source) => (
              <LogHeader
                place={place}
                source={source}
                contextName={contextName}
                messages={messages}
                switches={switches}
              />
            )}
          />
        )}
      />
    </main>
  );
}
