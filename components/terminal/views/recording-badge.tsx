'use client';

import { CircleDot } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { PaneView } from '../pane/pane-view.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { HintBadge } from './hint-badge.tsx';

/** Says as long as a shell lives that it is recorded. */
export function RecordingBadge({ view: { recording, state } }: { view: PaneView }) {
  const messages = useMessages(terminalCatalog);
  const isLive = state.kind === 'ready' || state.kind === 'reconnecting';
  if (recording === null || !isLive) return null;
  const { badge, hint } = messages.recording;
  return <HintBadge icon={CircleDot} tone="bad" name={badge} hint={hint(recording === 'strict')} />;
}
