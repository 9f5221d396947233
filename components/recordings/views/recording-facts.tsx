'use client';

import type { ReactNode } from 'react';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { type RecordingsMessages, recordingsCatalog } from '../catalog.ts';
import { RecordingState } from '../list/recording-state.tsx';
import type { Reading } from '../source/recording-reader.ts';
import { localTime, playTime } from '../times.ts';

/** What the recording is: who, where, when, how it ended, and whether the file is as it was written. */
export function RecordingFacts({
  recording,
  reading,
}: {
  recording: RecordingMeta;
  reading: Reading | undefined;
}) {
  const messages = useMessages(recordingsCatalog);
  const { language } = useLanguage();
  const { facts } = messages;
  const { user, container, startedAt, durationMs, command, exitCode, cause, signed, id } = recording;
  // Of a live one, the list knows no length yet.
  const length = reading?.isWhole === true ? reading.until : Math.max(reading?.until ?? 0, durationMs);
  return (
    <dl
      aria-label={facts.name}
      className="flex max-h-28 shrink-0 flex-wrap items-baseline gap-x-5 gap-y-1 overflow-y-auto border-line border-b bg-surface px-4 py-2 text-xs"
    >
      <Fact name={facts.user}>{user}</Fact>
      <Fact name={facts.container}>{container}</Fact>
      <Fact name={facts.command}>{command === undefined ? messages.shell : command.join(' ')}</Fact>
      <Fact name={facts.started}>
        <time dateTime={new Date(startedAt).toISOString()}>{localTime(language, startedAt)}</time>
      </Fact>
      <Fact name={facts.duration}>{playTime(length)}</Fact>
      <Fact name={facts.state}>
        <RecordingState recording={recording} />
      </Fact>
      <Fact name={facts.exit}>{exitText(exitCode, cause, messages)}</Fact>
      <Fact name={facts.chain} help={messages.chain.help} isBad={reading?.chain.kind === 'broken'}>
        {chainText(reading, messages)}
      </Fact>
      <Fact name={facts.signature}>{signed ? messages.signed : messages.notSigned}</Fact>
      <Fact name={facts.id}>
        <code>{id}</code>
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  help,
  isBad = false,
  children,
}: {
  name: string;
  help?: string;
  isBad?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5" title={help}>
      <dt className="shrink-0 text-ink-muted">{name}</dt>
      <dd className={isBad ? 'wrap-anywhere font-medium text-bad-text' : 'wrap-anywhere'}>{children}</dd>
    </div>
  );
}

function exitText(
  exitCode: RecordingMeta['exitCode'],
  cause: string | undefined,
  messages: RecordingsMessages,
): string {
  if (exitCode === undefined && cause === undefined) return messages.running;
  return typeof exitCode === 'number' ? `${exitCode}` : messages.unknownExit;
}

/** Nothing is said of a chain before all of it is known, but that it is broken. */
function chainText(
  reading: Pick<Reading, 'chain' | 'isWhole'> | undefined,
  { chain }: RecordingsMessages,
): string {
  if (reading === undefined) return chain.checking;
  const { kind } = reading.chain;
  if (reading.chain.kind === 'broken') return chain.broken(reading.chain.from);
  if (!reading.isWhole && kind !== 'unchecked') return chain.checking;
  return chain[kind === 'broken' ? 'none' : kind];
}
