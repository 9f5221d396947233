'use client';

import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/layers/popover.tsx';
import { visibleText } from '#protocol/visible-text.ts';
import type { LogsMessages } from '../catalog.ts';
import { fieldNames, movedColumn } from '../lines/json-columns.ts';
import type { LogLine } from '../lines/log-line.ts';

interface ColumnChoiceProps {
  /** The present columns, in order. */
  readonly names: readonly string[];
  /** Those that are shown, which have the fields to choose from. */
  readonly lines: readonly LogLine[];
  readonly messages: LogsMessages;
  readonly onChoose: (names: readonly string[]) => void;
}

/** Chooses fields of JSON lines as columns, and their order. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const { title } = props.messages.columns;
  return (
    <Popover
      label={title}
      align="end"
      className="max-h-80 w-72 overflow-y-auto p-1"
      trigger={
        <Button
          variant="ghost"
          size="icon"
          aria-label={title}
          aria-pressed={props.names.length > 0}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          <Columns3 aria-hidden />
        </Button>
      }
    >
      {() => <Fields {...props} />}
    </Popover>
  );
}

function Fields({ names, lines, messages, onChoose }: ColumnChoiceProps) {
  const words = messages.columns;
  // What is offered stays the same while lines come.
  const [found] = useState(() => fieldNames(lines));
  const others = found.filter((name) => !names.includes(name));
  if (names.length === 0 && others.length === 0) {
    return <p className="px-2 py-1.5 text-ink-muted text-sm">{words.none}</p>;
  }
  return (
    <>
      <ul>
        {names.map((name, index) => (
          <li key={name} className="flex items-center gap-0.5">
            <Field name={name} isChosen onToggle={() => onChoose(names.filter((one) => one !== name))} />
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words.up(name)}
              disabled={index === 0}
              onClick={() => onChoose(movedColumn(names, name, -1))}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={words.down(name)}
              disabled={index === names.length - 1}
              onClick={() => onChoose(movedColumn(names, name, 1))}
            >
              <ArrowDown aria-hidden />
            </Button>
          </li>
        ))}
        {others.map((name) => (
          <li key={name}>
            <Field name={name} isChosen={false} onToggle={() => onChoose([...names, name])} />
          </li>
        ))}
      </ul>
      {names.length > 0 && (
        <Button variant="ghost" size="sm" onClick={() => onChoose([])}>
          {words.reset}
        </Button>
      )}
    </>
  );
}

function Field({ name, isChosen, onToggle }: { name: string; isChosen: boolean; onToggle: () => void }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex min-w-0 flex-1 items-center gap-2 rounded-md px-2 py-1 pointer-coarse:py-2.5 text-sm hover:bg-hover"
    >
      <input id={id} type="checkbox" checked={isChosen} onChange={onToggle} className="accent-accent" />
      <span className="truncate font-mono">{visibleText(name)}</span>
    </label>
  );
}
