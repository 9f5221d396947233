import { memo, type Ref } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { LogsMessages } from '../catalog.ts';
import { ansiSpans } from '../lines/ansi.ts';
import { cellsOf, type LogColumn } from '../lines/json-columns.ts';
import type { Level } from '../lines/level.ts';
import type { LogLine } from '../lines/log-line.ts';
import { timeText } from '../stream/log-time.ts';
import { ansiLook } from './ansi-look.ts';
import type { TimeKind } from './log-settings.ts';
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

/** Everything by value, so that a row that stays is not drawn again. */
export interface LogRowProps {
  readonly line: LogLine;
  readonly index: number;
  /** From the top of all rows. CSS pixels. */
  readonly start: number;
  readonly wrap: boolean;
  readonly times: TimeKind;
  readonly messages: LogsMessages;
  /** Milliseconds since the epoch; any constant where it does not matter. */
  readonly now: number;
  /** The line that is marked: by a click, a key or a link. */
  readonly isCurrent: boolean;
  readonly isFound: boolean;
  /** The name of its container; undefined: there is one container. */
  readonly label: SourceLabel | undefined;
  /** Fields of JSON lines that are shown instead of the lines; undefined: lines are shown whole. */
  readonly columns: readonly LogColumn[] | undefined;
  /** Only so much of the text is drawn, with room for the rest; undefined: all of it. UTF-16 units. */
  readonly cut: number | undefined;
  /** Measures rows that differ in height. */
  readonly measure: Ref<HTMLDivElement> | undefined;
}

/** One line: level, container, time, text. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { line, index, start, wrap, times, messages, now, isCurrent, isFound, label, columns, cut, measure } =
    props;
  const { level, time } = line;
  const stamp = time === undefined ? '' : timeText(time);
  return (
    <div
      ref={measure}
      data-index={index}
      data-line={line.id}
      data-level={level}
      aria-current={isCurrent || undefined}
      style={{ top: start }}
      className={classNames(
        'absolute inset-x-0 flex gap-3 border-l-3 px-3 leading-5',
        !wrap && 'h-5',
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
      {times !== 'off' && (
        <time
          dateTime={stamp === '' ? undefined : stamp}
          className={classNames(
            'shrink-0 select-none text-ink-muted tabular-nums',
            times === 'relative' ? 'w-24 text-right' : TIME_WIDTH,
          )}
        >
          {time !== undefined && <TimeText text={timeWords(time, times, now, messages)} />}
        </time>
      )}
      {(level === 'error' || level === 'warn') && <span className="sr-only">{messages.levels[level]}: </span>}
      <LineText line={line} wrap={wrap} columns={columns} cut={cut} />
    </div>
  );
});

/** What a time takes, also above the columns. */
export const TIME_WIDTH = 'min-w-[12ch] sm:min-w-[23ch]';

function LineText({ line, wrap, columns, cut }: Pick<LogRowProps, 'line' | 'wrap' | 'columns' | 'cut'>) {
  const cells = columns === undefined ? undefined : cellsOf(line.plain, columns);
  const room = wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre';
  if (cells !== undefined) {
    return cells.map((value, index) => {
      const column = columns?.[index];
      const isLast = index === cells.length - 1;
      const text = visibleText(value);
      return (
        <span
          key={column?.name}
          title={isLast ? undefined : text}
          style={isLast ? undefined : { width: `${column?.width ?? 0}ch` }}
          className={isLast ? classNames('min-w-0 flex-1', room) : 'shrink-0 truncate'}
        >
          {text}
        </span>
      );
    });
  }
  const drawn = cut === undefined ? line.text : line.text.slice(0, cut);
  return (
    <span className={classNames('min-w-0 flex-1 [tab-size:4]', room)}>
      {line.hasColors
        ? ansiSpans(drawn).map(({ start, text, style }) => (
            <span key={start} style={ansiLook(style)}>
              {text}
            </span>
          ))
        : visibleText(drawn, '\t')}
    </span>
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
