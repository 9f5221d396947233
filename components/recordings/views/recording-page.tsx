'use client';

import { LoaderCircle } from 'lucide-react';
import { useCallback, useState } from 'react';
import { whereText } from '#components/addresses/shell-place.ts';
import type { Failure } from '#components/failures/read-failure.ts';
import { useAsking } from '#components/failures/use-asking.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { type RecordingsMessages, recordingsCatalog } from '../catalog.ts';
import { loadRecording } from '../list/recordings-feed.ts';
import { RecordingFailure } from './recording-failure.tsx';
import { RecordingPlayer } from './recording-player.tsx';

type Found =
  | { readonly kind: 'loading' }
  | { readonly kind: 'found'; readonly recording: RecordingMeta }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One recording. @param position where to begin, in milliseconds */
export function RecordingPage({ id, position }: { id: string; position: number }) {
  const messages = useMessages(recordingsCatalog);
  const [found, setFound] = useState<Found>({ kind: 'loading' });
  usePageTitle(windowTitle(found.kind === 'found' ? titleOf(messages, found.recording) : messages.title));
  const ask = useCallback(
    (signal: AbortSignal) => {
      void loadRecording(id, signal).then((answer) => {
        if (signal.aborted) return;
        if (answer.kind === 'answered') setFound({ kind: 'found', recording: answer.body });
        // What is known stays, and with it what is being played.
        else setFound((before) => (before.kind === 'found' ? before : answer));
      });
    },
    [id],
  );
  const refresh = useAsking<void>(ask, undefined);
  const again = () => {
    setFound({ kind: 'loading' });
    refresh();
  };

  switch (found.kind) {
    case 'loading':
      return (
        <Notice wholePage icon={LoaderCircle} tone="idle" title={messages.title}>
          {messages.loading}
        </Notice>
      );
    case 'failed':
      return <RecordingFailure id={id} failure={found.failure} onAgain={again} />;
    case 'found':
      return (
        <RecordingPlayer
          key={id}
          recording={found.recording}
          position={position}
          onReload={again}
          onEnded={refresh}
        />
      );
    default:
      return found satisfies never;
  }
}

function titleOf(
  messages: RecordingsMessages,
  { pod, container, namespace, context }: RecordingMeta,
): string {
  return messages.recordingOf(pod, container, whereText(namespace, context));
}
