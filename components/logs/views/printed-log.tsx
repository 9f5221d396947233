import { useMemo } from 'react';
import { visibleText } from '#protocol/visible-text.ts';
import type { LogsMessages } from '../catalog.ts';
import { cellsOf, type LogColumn } from '../lines/json-columns.ts';
import { type LogView, mayHaveEarlier } from '../lines/log-address.ts';
import { type LogLine, sourceKey } from '../lines/log-line.ts';
import type { LogSnapshot } from '../lines/log-model.ts';
import type { TimeKind } from './log-settings.ts';
import type { SourceLabels } from './source-labels.ts';
import { timeWords } from './time-words.ts';

interface PrintedAs {
  readonly times: TimeKind;
  /** Names of the containers; undefined: there is one. */
  readonly labels: SourceLabels | undefined;
  /** Fields of JSON lines; undefined: lines are printed whole. */
  readonly columns: readonly LogColumn[] | undefined;
  readonly messages: LogsMessages;
}

/** Lines of one element. Browsers lay many short texts out faster than one long one or an element for each line. */
const PART = 200;

/**
 * All lines on paper, where those out of sight on the screen are wanted too: as text, because 100,000 rows would take
 * the browser a minute. Above them, what of the log they are.
 */
export function PrintedLog({
  snapshot: { lines, total, dropped },
  container,
  view,
  times,
  labels,
  columns,
  messages,
}: PrintedAs & {
  readonly snapshot: LogSnapshot;
  /** Name of the one that was chosen; undefined: each that there is. */
  readonly container: string | undefined;
  readonly view: LogView;
}) {
  const parts = useMemo(
    () => partsOf(lines, { times, labels, columns, messages }),
    [lines, times, labels, columns, messages],
  );
  const about = [
    container ?? messages.allContainers,
    messages.shown(lines.length, total),
    view.line === '' ? messages.ranges[view.range] : messages.fromLine,
    view.previous ? messages.previousRun : '',
    view.filter === '' ? '' : `${messages.filter}: ${view.filter}`,
    dropped > 0 ? messages.dropped(dropped) : '',
    mayHaveEarlier(view, total) ? messages.printedLoaded : '',
  ];
  return (
    <section aria-label={messages.log} className="hidden font-mono text-xs print:block">
      <p className="py-2 font-sans">{about.filter((part) => part !== '').join(' · ')}</p>
      {parts.map(({ id, text }) => (
        <div key={id} className="whitespace-pre-wrap wrap-anywhere">
          {text}
        </div>
      ))}
    </section>
  );
}

function partsOf(lines: readonly LogLine[], as: PrintedAs): readonly { id: number; text: string }[] {
  const now = Date.now();
  const parts: { id: number; text: string }[] = [];
  for (let from = 0; from < lines.length; from += PART) {
    const part = lines.slice(from, from + PART);
    parts.push({ id: part[0]?.id ?? 0, text: part.map((line) => lineText(line, now, as)).join('\n') });
  }
  return parts;
}

function lineText(
  { source, time, plain }: LogLine,
  now: number,
  { times, labels, columns, messages }: PrintedAs,
): string {
  const label = labels?.get(sourceKey(source));
  const cells = columns === undefined ? undefined : cellsOf(plain, columns);
  const values =
    cells === undefined
      ? [visibleText(plain, '\t')]
      : cells.map((value, index) => visibleText(value).padEnd(columns?.[index]?.width ?? 0));
  return [
    ...(label === undefined ? [] : [`[${label.text}]`]),
    ...(times === 'off' || time === undefined ? [] : [timeWords(time, times, now, messages)]),
    ...values,
  ]
    .join(' ')
    .trimEnd();
}
