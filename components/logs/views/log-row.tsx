import type { CSSProperties, Ref } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { LogsMessages } from '../catalog.ts';
import { ansiSpans } from '../lines/ansi.ts';
import type { Level } from '../lines/level.ts';
import type { LogLine } from '../lines/log-line.ts';
import { timeText } from '../stream/log-time.ts';
import { ansiLook } from './ansi-look.ts';
import type { LogSettings } from './log-settings.ts';
import type { SourceLabel } from './source-labels.ts';
import { timeWords } from './time-words.ts';

/** Of a row that is not wrapped, in CSS pixels. */
export const ROW_PX = 20;

const EDGES: Readonly<Record<Level, string>> = {
  error: 'border-bad-text',
  warn: 'border-warn-text',
  info: 'border-info-text/40',
  debug: 'border-line',
};

/** Names of containers, each in a color of its own as long as there are colors. */
const CONTAINER_INKS = [
  'text-info-text',
  'text-violet-text',
  'text-good-text',
  'text-warn-text',
  'text-accent-text',
  'text-bad-text',
];

export interface LogRowProps {
  readonly line: LogLine;
  readonly index: number;
  readonly settings: LogSettings;
  readonly messages: LogsMessages;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The line that is marked: by a click, a key or a link. */
  readonly isCurrent: boolean;
  readonly isFound: boolean;
  /** The name of its container; undefined: there is one container. */
  readonly label: SourceLabel | undefined;
  readonly style: CSSProperties;
  readonly measure: Ref<HTMLDivElement> | undefined;
}

/** One line: level, container, time, text. */
export function LogRow(props: LogRowProps) {
  const { line, index, settings, messages, now, isCurrent, isFound, label, style, measure } = props;
  const { level, time } = line;
  const stamp = time === undefined ? '' : timeText(time);
  return (
    <div
      ref={measure}
      data-index={index}
      data-line={line.id}
      data-level={level}
      aria-current={isCurrent || undefined}
      style={style}
      className={classNames(
        'absolute inset-x-0 top-0 flex gap-3 border-l-3 px-3 leading-5',
        settings.wrap ? '' : 'h-5 w-max min-w-full',
        level === undefined ? 'border-transparent' : EDGES[level],
        isCurrent ? 'bg-accent-soft' : isFound ? 'bg-warn-soft' : 'hover:bg-hover',
      )}
    >
      {label !== undefined && (
        <span
          className={classNames(
            'w-24 shrink-0 truncate sm:w-32',
            CONTAINER_INKS[label.index % CONTAINER_INKS.length],
          )}
          title={label.title}
        >
          {label.text}
        </span>
      )}
      {settings.times !== 'off' && (
        <time
          dateTime={stamp === '' ? undefined : stamp}
          title={stamp}
          className={classNames(
            'shrink-0 select-none text-ink-muted tabular-nums',
            settings.times === 'relative' ? 'w-24 text-right' : 'min-w-[12ch] sm:min-w-[23ch]',
          )}
        >
          {time !== undefined && <TimeText text={timeWords(time, settings.times, now, messages)} />}
        </time>
      )}
      {(level === 'error' || level === 'warn') && <span className="sr-only">{messages.levels[level]}: </span>}
      <span
        className={classNames(
          'min-w-0 flex-1 [tab-size:4]',
          settings.wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
        )}
      >
        {ansiSpans(line.text).map(({ start, text, style }) => (
          <span key={start} style={ansiLook(style)}>
            {text}
          </span>
        ))}
      </span>
    </div>
  );
}

/** On a phone the day would leave no room for the line; the title has it. */
function TimeText({ text }: { text: string }) {
  const day = /^\d{4}-\d\d-\d\d /.exec(text)?.[0] ?? '';
  return (
    <>
      {day !== '' && <span className="max-sm:hidden">{day}</span>}
      {text.slice(day.length)}
    </>
  );
}
