'use client';

import { useCallback, useEffect, useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { SearchInput } from '#components/ui/fields/search-input.tsx';
import { type RecordingsMessages, recordingsCatalog } from '../catalog.ts';
import type { SearchResult } from '../source/worker-replay.ts';
import { MomentList } from './moment-list.tsx';
import type { RecordingPane } from './recording-pane.ts';
import { useReplayView } from './use-recording-pane.ts';

/** Typing goes on: the output is looked through when it has stopped. Milliseconds. */
const TYPING_MS = 200;

/** Searches the output of a recording, and leads to the moments. */
export function OutputResults({
  pane,
  asked,
  onClose,
}: {
  pane: RecordingPane;
  /** Counts how often the user opened the search. */
  asked: number;
  onClose: () => void;
}) {
  const messages = useMessages(recordingsCatalog);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(-1);
  /** Where to go once all is found: when that was asked, nothing was. */
  const [due, setDue] = useState<-1 | 1>();
  const { search } = useReplayView(pane);
  const isLookedFor = search.text === typed;
  const look = useCallback(() => {
    setChosen(-1);
    pane.replay.search(typed);
  }, [pane, typed]);
  useEffect(() => {
    if (isLookedFor) return;
    const timer = setTimeout(look, TYPING_MS);
    return () => clearTimeout(timer);
  }, [isLookedFor, look]);
  useEffect(
    () => () => {
      pane.replay.search('');
      pane.screen.mark('');
    },
    [pane],
  );
  const { found } = search;
  const choose = (index: number) => {
    const one = found[index];
    if (one === undefined) return;
    setChosen(index);
    pane.player.pause();
    pane.player.seek(one.at);
    pane.screen.mark(search.text);
  };
  const step = (by: -1 | 1) => {
    if (found.length === 0) return;
    choose(chosen < 0 ? (by > 0 ? 0 : found.length - 1) : (chosen + by + found.length) % found.length);
  };
  const isKnown = isLookedFor && search.state !== 'searching';
  const wish = (by: -1 | 1) => {
    if (!isLookedFor) look();
    if (isKnown || (isLookedFor && found.length > 0)) step(by);
    else setDue(by);
  };
  useEffect(() => {
    if (due === undefined || !isKnown) return;
    setDue(undefined);
    step(due);
  });
  const isNothing = typed !== '' && isKnown && found.length === 0;
  return (
    <div className="grid shrink-0 grid-cols-1">
      <SearchInput
        value={typed}
        messages={messages.search}
        said={saidOf(search, chosen, messages.search)}
        isBad={isNothing}
        asked={asked}
        onChange={(text) => {
          setTyped(text);
          setDue(undefined);
        }}
        onUp={() => wish(-1)}
        onDown={() => wish(1)}
        onClose={onClose}
      />
      {found.length > 0 && (
        <MomentList
          label={messages.search.results}
          current={chosen}
          onChoose={choose}
          onClose={onClose}
          moments={found.map(({ nth, at, before, match, after }) => ({
            key: nth,
            at,
            content: (
              <span className="min-w-0 truncate font-mono">
                {before}
                <mark className="bg-warn-soft text-warn-text">{match}</mark>
                {after}
              </span>
            ),
          }))}
        />
      )}
    </div>
  );
}

function saidOf(
  { text, found, state }: SearchResult,
  chosen: number,
  messages: RecordingsMessages['search'],
): string {
  if (text === '') return '';
  if (chosen >= 0) return messages.count(chosen + 1, found.length);
  switch (state) {
    case 'searching':
      return messages.searching;
    case 'failed':
      return messages.failed;
    case 'too-many':
      return messages.tooMany(found.length);
    case 'whole':
      return found.length === 0 ? messages.none : messages.count(0, found.length);
    default:
      return state satisfies never;
  }
}
