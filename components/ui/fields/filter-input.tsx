import { ListFilter, X } from 'lucide-react';
import { type RefObject, useEffectEvent, useId, useLayoutEffect } from 'react';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';

/** The same elements each time: React does not render them for each key. */
const FILTER_ICON = (
  <ListFilter aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-ink-muted" />
);
const CLEAR_ICON = <X aria-hidden />;

export interface FilterWords {
  /** Accessible name. */
  readonly filter: string;
  readonly filterPlaceholder: string;
  /** What can be typed. */
  readonly filterHelp: string;
  readonly clearFilter: string;
}

/** A filter for a page that focuses it with `/`. Escape clears it. */
export function FilterInput({
  field,
  value,
  messages,
  problem,
  onChange,
  onDown,
}: {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  messages: FilterWords;
  /** What is wrong with the value; undefined if nothing is. */
  problem?: string | undefined;
  onChange: (value: string) => void;
  /** Arrow down was pressed. */
  onDown?: () => void;
}) {
  const helpId = useId();
  const takeEarlyText = useEffectEvent(() => {
    const typed = field.current?.value ?? value;
    if (typed !== value) onChange(typed);
  });
  // What was typed before the page's code ran is in the field alone. React would take it away.
  useLayoutEffect(() => takeEarlyText(), []);
  return (
    <div className="relative flex min-w-0 flex-1 items-center">
      {FILTER_ICON}
      <input
        ref={field}
        type="search"
        aria-label={messages.filter}
        aria-describedby={helpId}
        aria-invalid={problem !== undefined || undefined}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={messages.filterPlaceholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape' && value !== '') onChange('');
          else if (event.key === 'ArrowDown' && onDown !== undefined) onDown();
          else return;
          event.preventDefault();
        }}
        className={classNames(
          // No transition: while one runs, as after the focus, a letter waits for the next tick of the screen.
          'h-8 w-full min-w-0 appearance-none rounded-md border bg-surface pr-9 pointer-coarse:pr-12 pl-9 shadow-soft [&::-webkit-search-cancel-button]:hidden',
          problem === undefined ? 'border-line-strong hover:border-ink-faint' : 'border-bad-text',
        )}
      />
      <span id={helpId} className="sr-only">
        {messages.filterHelp}
      </span>
      {value === '' ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute right-2 rounded-sm border border-line bg-sunken px-1.5 font-mono text-2xs text-ink-muted pointer-coarse:hidden"
        >
          /
        </kbd>
      ) : (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={messages.clearFilter}
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
          className="absolute right-0.5"
        >
          {CLEAR_ICON}
        </Button>
      )}
      {problem !== undefined && (
        <output className="absolute top-full left-0 z-10 mt-1 rounded-md border border-line bg-raised px-2 py-1 text-bad-text text-xs shadow-pop">
          {problem}
        </output>
      )}
    </div>
  );
}
