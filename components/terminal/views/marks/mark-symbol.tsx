import type { MarkedRow } from '../../screen/marks/command-marks.ts';
import type { MarksMessages } from '../../words/marks-catalog.ts';

/** Each with a contrast of 3 on any terminal's background, light or dark; told apart by shape too. */
const LOOKS = {
  good: { color: '#2e9e5b', shape: <circle cx="4" cy="4" r="3" fill="currentColor" /> },
  bad: { color: '#e0484d', shape: <path d="M1 1 7 7M7 1 1 7" stroke="currentColor" strokeWidth="2" /> },
  ended: { color: '#7a8699', shape: <path d="M1 4H7" stroke="currentColor" strokeWidth="2" /> },
  running: {
    color: '#7a8699',
    shape: <circle cx="4" cy="4" r="2.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  },
} as const;

function lookOf({ state, exitCode }: MarkedRow): keyof typeof LOOKS {
  if (state === 'running') return 'running';
  if (exitCode === undefined) return 'ended';
  return exitCode === 0 ? 'good' : 'bad';
}

/** A command and how it went, as a sentence. */
export function nameOf({ state, text, exitCode, durationMs }: MarkedRow, messages: MarksMessages): string {
  return state === 'running' ? messages.running(text) : messages.ended(text, exitCode, durationMs);
}

/** Beside a prompt: how its command went. */
export function MarkSymbol({
  command,
  top,
  height,
  messages,
}: {
  command: MarkedRow;
  /** CSS pixels. */
  top: number;
  height: number;
  messages: MarksMessages;
}) {
  const name = nameOf(command, messages);
  const look = lookOf(command);
  return (
    <li
      title={name}
      data-mark={look}
      className={`pointer-events-auto absolute flex w-3 items-center justify-center ${command.isChosen ? 'bg-accent-soft' : ''}`}
      style={{ top, height, color: LOOKS[look].color }}
    >
      <svg role="img" aria-label={name} viewBox="0 0 8 8" className="size-2">
        {LOOKS[look].shape}
      </svg>
    </li>
  );
}

/** The command whose output the screen's first row shows. */
export function StickyCommand({
  command,
  messages,
  onChoose,
}: {
  command: MarkedRow;
  messages: MarksMessages;
  onChoose: () => void;
}) {
  const { state, text, exitCode, durationMs } = command;
  const look = lookOf(command);
  return (
    <button
      type="button"
      onClick={onChoose}
      className="pointer-events-auto absolute top-0 right-0 left-0 flex items-center gap-2 border-line border-b bg-raised px-3 py-1 text-left text-ink text-xs shadow-soft"
    >
      <svg aria-hidden viewBox="0 0 8 8" className="size-2 shrink-0" style={{ color: LOOKS[look].color }}>
        {LOOKS[look].shape}
      </svg>
      <span className="sr-only">{messages.goTo}</span>
      <code className="min-w-0 flex-1 truncate">{text.split('\n', 1)[0]}</code>
      {state === 'ended' && exitCode !== undefined && exitCode !== 0 && (
        <span className="shrink-0 text-bad-text">{messages.exitCode(exitCode)}</span>
      )}
      {durationMs !== undefined && (
        <span className="shrink-0 text-ink-muted">{messages.time(durationMs)}</span>
      )}
    </button>
  );
}
