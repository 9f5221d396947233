'use client';

import { Search, WrapText } from 'lucide-react';
import type { ReactNode } from 'react';
import { ALL_CONTAINERS } from '#components/addresses/log-place.ts';
import { Button } from '#components/ui/button.tsx';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import type { LogsMessages } from '../catalog.ts';
import { type LogRange, type LogView, RANGES } from '../lines/log-address.ts';
import { type LogSettings, TIME_KINDS } from './log-settings.ts';

const LINE = 'line';

/** What is read and how it is shown. */
export function LogToolbar({
  containers,
  hasAll,
  container,
  view,
  settings,
  messages,
  filter,
  actions,
  isPart,
  onContainer,
  onView,
  onSettings,
  onSearch,
}: {
  /** Names, the default one first. */
  containers: readonly string[];
  /** True: all of them can be chosen. */
  hasAll: boolean;
  container: string;
  view: LogView;
  settings: LogSettings;
  messages: LogsMessages;
  filter: ReactNode;
  actions: ReactNode;
  /** True: it has less room than a page. */
  isPart: boolean;
  onContainer: (container: string) => void;
  onView: (changes: Partial<LogView>) => void;
  onSettings: (changes: Partial<LogSettings>) => void;
  onSearch: () => void;
}) {
  const ranges = RANGES.map((value) => ({ value, label: messages.ranges[value] }));
  return (
    <div
      className={classNames(
        'flex shrink-0 flex-wrap items-center border-line border-b bg-surface px-3 print:hidden',
        isPart ? 'gap-x-2 gap-y-1 py-1' : 'gap-2 py-2',
      )}
    >
      <ChoiceSelect
        label={messages.container}
        value={container}
        choices={[
          ...containers.map((name) => ({ value: name, label: name })),
          ...(hasAll || container === ALL_CONTAINERS
            ? [{ value: ALL_CONTAINERS, label: messages.allContainers }]
            : []),
        ]}
        onChoose={onContainer}
        className="max-w-56"
      />
      <ChoiceSelect
        label={messages.run}
        value={view.previous ? 'previous' : 'current'}
        choices={[
          { value: 'current', label: messages.currentRun },
          { value: 'previous', label: messages.previousRun },
        ]}
        onChoose={(run) => onView({ previous: run === 'previous', line: '' })}
      />
      <ChoiceSelect<LogRange | typeof LINE>
        label={messages.range}
        value={view.line === '' ? view.range : LINE}
        choices={view.line === '' ? ranges : [{ value: LINE, label: messages.fromLine }, ...ranges]}
        onChoose={(range) => range !== LINE && onView({ range, line: '' })}
      />
      {filter}
      <ChoiceSelect
        label={messages.times}
        value={settings.times}
        choices={TIME_KINDS.map((value) => ({ value, label: messages.timeKinds[value] }))}
        onChoose={(times) => onSettings({ times })}
      />
      <div className="flex items-center">
        <Tooltip text={messages.wrap} side="bottom">
          <Button
            variant="ghost"
            size="icon"
            aria-label={messages.wrap}
            aria-pressed={settings.wrap}
            onClick={() => onSettings({ wrap: !settings.wrap })}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
          >
            <WrapText aria-hidden />
          </Button>
        </Tooltip>
        <Tooltip text={messages.search.name} side="bottom">
          <Button variant="ghost" size="icon" aria-label={messages.search.name} onClick={onSearch}>
            <Search aria-hidden />
          </Button>
        </Tooltip>
        {actions}
      </div>
    </div>
  );
}
