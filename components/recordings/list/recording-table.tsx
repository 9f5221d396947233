import Link from 'next/link';
import { recordingHref } from '#components/addresses/recordings.ts';
import { useWhere } from '#components/contexts/use-where.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import { recordingsCatalog } from '../catalog.ts';
import { localTime, playTime } from '../times.ts';
import { RecordingState } from './recording-state.tsx';

/** One row for each recording; in a narrow window, one card. */
export function RecordingTable({ recordings }: { recordings: readonly RecordingMeta[] }) {
  const { title, columns } = useMessages(recordingsCatalog);
  return (
    <table
      aria-label={title}
      className="w-full max-md:block border-separate border-spacing-0 rounded-lg border border-line bg-surface text-left text-sm"
    >
      <thead className="text-ink-muted text-xs max-md:sr-only">
        <tr>
          {Object.values(columns).map((name) => (
            <th key={name} scope="col" className="px-3 py-2 font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {recordings.map((recording) => (
          <RecordingRow key={recording.id} recording={recording} />
        ))}
      </tbody>
    </table>
  );
}

function RecordingRow({ recording }: { recording: RecordingMeta }) {
  const messages = useMessages(recordingsCatalog);
  const { language } = useLanguage();
  const { id, pod, container, namespace, context, user, startedAt, durationMs, state } = recording;
  const started = localTime(language, startedAt);
  const where = useWhere(context)(namespace);
  const cell = 'wrap-anywhere border-line md:border-t md:px-3 md:py-2 md:align-top';
  return (
    <tr className="max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:gap-y-1 max-md:px-3 max-md:py-3 max-md:not-first:border-line max-md:not-first:border-t">
      <th scope="row" className={`${cell} font-medium font-mono max-md:min-w-0 max-md:basis-full`}>
        <Link
          href={recordingHref(id)}
          prefetch={false}
          aria-label={messages.openName(messages.place(pod, container, where), user, started)}
          className="rounded-sm text-accent-text hover:underline"
        >
          {pod}
        </Link>
        <span className="block font-normal font-sans text-ink-muted text-xs">{container}</span>
      </th>
      <td className={cell}>{namespace}</td>
      <td className={cell}>{context}</td>
      <td className={cell}>{user}</td>
      <td className={cell}>
        <time dateTime={new Date(startedAt).toISOString()}>{started}</time>
      </td>
      <td className={`${cell} tabular-nums`}>{state === 'live' ? messages.running : playTime(durationMs)}</td>
      <td className={cell}>
        <RecordingState recording={recording} />
      </td>
    </tr>
  );
}
