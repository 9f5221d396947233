import { Lock } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { recordingsCatalog } from '../catalog.ts';

const TONES: Record<RecordingMeta['state'], string> = {
  live: 'bg-good-soft text-good-text',
  complete: 'bg-idle-soft text-idle-text',
  'cut-short': 'bg-warn-soft text-warn-text',
  incomplete: 'bg-bad-soft text-bad-text',
};

/** How whole a recording is. */
export function RecordingState({
  recording: { state, encrypted, gapBytes },
}: {
  recording: Pick<RecordingMeta, 'state' | 'encrypted' | 'gapBytes'>;
}) {
  const messages = useMessages(recordingsCatalog);
  return (
    <span className="inline-flex flex-wrap items-baseline gap-1.5 text-xs">
      <span
        title={messages.stateTexts[state]}
        className={classNames('rounded-sm px-1.5 py-0.5 font-medium', TONES[state])}
      >
        {messages.states[state]}
      </span>
      {encrypted && (
        <span className="inline-flex items-center gap-1 text-ink-muted">
          <Lock aria-hidden className="size-3" />
          {messages.encrypted}
        </span>
      )}
      {gapBytes > 0 && <span className="text-warn-text">{messages.missing(gapBytes)}</span>}
    </span>
  );
}
