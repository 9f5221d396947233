'use client';

import { Search } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { currentActions, subscribeToActions } from '#components/actions/actions.ts';
import { stepOf } from '#components/actions/shortcuts.ts';
import { logsHref } from '#components/addresses/log-place.ts';
import { openInDock, openLogInDock, takeUpInDock } from '#components/addresses/open-in-dock.ts';
import { ownPath } from '#components/addresses/own-path.ts';
import { isShellPage, podsHref, shellHref } from '#components/addresses/pages.ts';
import { hasRecordings } from '#components/addresses/recordings.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { FailureText } from '#components/failures/failure-text.tsx';
import type { Platform } from '#components/keys/platform.ts';
import { catchKeys, typedAhead } from '#components/keys/typed-ahead.ts';
import { type TypedInField, typedInField } from '#components/keys/typed-field.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { useGoToPage } from '#components/links/use-go-to-page.ts';
import { knownPods } from '#components/recents/known-places.ts';
import { useKnownPlaces } from '#components/recents/use-known-places.ts';
import { sessionsCatalog } from '#components/sessions/catalog.ts';
import { describeSession } from '#components/sessions/session-words.ts';
import { stepChoice } from '#components/ui/choice/choice-list.ts';
import { useOptionList } from '#components/ui/choice/use-option-list.ts';
import { CommandItem, END_SHORTCUT, PAGE_SHORTCUT } from './command-item.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';
import { type Entry, entryToRun, type Goal, paletteGroups, searchGroups } from './palette-entries.ts';
import { useEnding } from './use-ending.ts';
import { type LoadedData, usePaletteData } from './use-palette-data.ts';

type Enter = NonNullable<TypedInField['entered']>;
type HeldKeys = Pick<TypedInField, 'moves' | 'entered'>;

/** The palette's search field and results. @param onChoose gets what to run after the palette has closed */
export function CommandList({
  platform,
  onChoose,
}: {
  platform: Platform;
  onChoose: (run: () => void) => void;
}) {
  const messages = useMessages(paletteLayerCatalog);
  const router = useRouter();
  const goTo = useGoToPage();
  const context = useSearchParams().get('context') || undefined;
  const loaded = usePaletteData(context);
  const { data, kind } = loaded;
  const places = useKnownPlaces(useContextName(context));
  const known = useMemo(() => knownPods(places), [places]);
  const actions = useSyncExternalStore(subscribeToActions, currentActions, currentActions);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const { language } = useLanguage();
  const sessionWords = useMessages(sessionsCatalog);
  const ending = useEnding();
  const groups = useMemo(
    () =>
      paletteGroups(
        actions,
        {
          ...data,
          known,
          hasRecordings: hasRecordings(),
          sessions: data.sessions.filter(({ sessionId }) => !ending.ids.has(sessionId)),
        },
        context,
        messages,
        (session) => describeSession(sessionWords, language, session),
      ),
    [actions, data, known, ending.ids, context, messages, sessionWords, language],
  );
  const found = useMemo(() => searchGroups(groups, wanted), [groups, wanted]);
  const entries = useMemo(() => found.flatMap((group) => group.entries), [found]);
  const [picked, setPicked] = useState('');
  const active = entries.findIndex(({ id }) => id === entryToRun(found, picked)?.id);

  const choose = (goal: Goal) => {
    onChoose(() => {
      if (goal.kind !== 'shell' && goal.kind !== 'take-up') typedAhead();
      switch (goal.kind) {
        case 'run':
          goal.run();
          break;
        case 'go':
          goTo(goal.href);
          break;
        case 'shell':
          if (!openInDock(goal.place)) router.push(shellHref(goal.place));
          break;
        case 'log':
          if (!openLogInDock(goal.place)) router.push(logsHref(goal.place));
          break;
        case 'take-up': {
          const { context, namespace } = goal.shell.place;
          // On a shell's own page the dock is hidden.
          if (takeUpInDock(goal.shell) && isShellPage(ownPath(window.location.pathname)))
            router.push(podsHref({ context, namespaces: [namespace] }));
          break;
        }
      }
    });
  };
  /** @returns false if there is nothing to open */
  const open = (entry: Entry | undefined, by: Enter): boolean => {
    if (entry === undefined || (by === 'second' && entry.podPage === undefined)) return false;
    choose(by === 'second' ? { kind: 'go', href: entry.podPage ?? '' } : entry.goal);
    return true;
  };

  // Keys that came before what they are meant for: they wait for it.
  const [held, setHeld] = useState<HeldKeys>();
  const enter = (text: string, by: Enter) => {
    // The rendered list may still belong to the previous text.
    const entry = entryToRun(text === wanted ? found : searchGroups(groups, text), picked);
    // A running shell that nobody picked comes after the pods that are still to come: it would leave its window.
    const isFirst = entry === undefined || (entry.kind === 'running' && picked === '');
    if (kind === 'loading' && (isFirst || held !== undefined)) hold({ moves: [], ...held, entered: by }, []);
    else open(entry, by);
  };
  /** @param keys typed after Enter: for what Enter opens */
  const hold = (keysHeld: HeldKeys, keys: readonly string[]) => {
    if (keysHeld.entered !== undefined) catchKeys({ first: keys });
    setHeld(keysHeld);
  };
  const playHeld = useEffectEvent(({ moves, entered }: HeldKeys) => {
    setHeld(undefined);
    const shown = searchGroups(groups, typed);
    const rows = shown.flatMap((group) => group.entries);
    const from = rows.findIndex(({ id }) => id === entryToRun(shown, picked)?.id);
    const entry = rows[moves.reduce((at, key) => stepChoice(key, at, rows.length) ?? at, from)];
    setPicked(entry?.id ?? '');
    if (entered === undefined) return;
    // Begun anew: what opens may take its own time.
    catchKeys({ first: typedAhead() });
    if (!open(entry, entered)) setTyped(typedInField([...typed, ...typedAhead()]).text);
  });
  useEffect(() => {
    if (held !== undefined && kind !== 'loading') playHeld(held);
  }, [held, kind]);

  const field = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const takeTyped = useEffectEvent(() => {
    const { text, moves, entered, rest, caret: at } = typedInField(typedAhead());
    if (text !== '') setTyped(text);
    if (at < text.length) caret.current = at;
    if (moves.length > 0 || entered !== undefined) hold({ moves, entered }, rest);
  });
  // In the same task as the focus, so that no key falls between the two.
  useLayoutEffect(() => {
    field.current?.focus();
    takeTyped();
  }, []);
  useLayoutEffect(() => {
    if (typed === '' || caret.current === undefined) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [typed]);
  const list = useOptionList({
    count: entries.length,
    active,
    onMove: (index) => setPicked(entries[index]?.id ?? ''),
    onEnter: (event) => enter(event.currentTarget.value, 'enter'),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const entry = entries[active];
    const step = stepOf(event.nativeEvent, platform);
    if (step === END_SHORTCUT && entry?.goal.kind === 'take-up') {
      event.preventDefault();
      ending.end(entry.goal.shell);
    } else if (step === PAGE_SHORTCUT && !event.nativeEvent.isComposing) {
      event.preventDefault();
      enter(event.currentTarget.value, 'second');
    } else if (kind === 'loading' && entries.length === 0 && stepChoice(event.key, 0, 1) !== undefined) {
      event.preventDefault();
      hold({ ...held, moves: [...(held?.moves ?? []), event.key], entered: undefined }, []);
    } else list.inputProps.onKeyDown?.(event);
  };
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          {...list.inputProps}
          ref={field}
          onKeyDown={onKeyDown}
          aria-label={messages.title}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setPicked('');
            setHeld(undefined);
          }}
          placeholder={messages.placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </div>
      <div
        {...list.listProps}
        role="listbox"
        tabIndex={-1}
        aria-label={messages.title}
        className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5"
      >
        {found.map((group) => (
          <CommandGroup key={group.id} heading={messages.groups[group.id]}>
            {group.entries.map((entry) => {
              const index = entries.indexOf(entry);
              return (
                <CommandItem
                  key={entry.id}
                  option={list.optionProps(index)}
                  entry={entry}
                  platform={platform}
                  active={index === active}
                  onPoint={() => setPicked(entry.id)}
                  onSelect={() => choose(entry.goal)}
                  onPage={entry.podPage === undefined ? undefined : () => open(entry, 'second')}
                  onEnd={entry.goal.kind === 'take-up' ? ending.end.bind(null, entry.goal.shell) : undefined}
                />
              );
            })}
          </CommandGroup>
        ))}
      </div>
      <Footer loaded={loaded} count={entries.length} said={ending.said} />
    </div>
  );
}

function CommandGroup({ heading, children }: { heading: string; children: ReactNode }) {
  const headingId = useId();
  return (
    <fieldset aria-labelledby={headingId} className="min-w-0">
      <div id={headingId} aria-hidden className="px-2 pt-2 pb-1 font-medium text-2xs text-ink-muted">
        {heading}
      </div>
      {children}
    </fieldset>
  );
}

function Footer({ loaded, count, said }: { loaded: LoadedData; count: number; said: string }) {
  const messages = useMessages(paletteLayerCatalog);
  const text = count === 0 && loaded.kind !== 'loading' ? messages.nothing : messages.found(count);
  return (
    <p
      role="status"
      className="flex flex-wrap gap-x-3 border-line border-t bg-sunken px-4 py-2 text-ink-muted text-xs"
    >
      <span>{text}</span>
      {said !== '' && <span>{said}</span>}
      {loaded.kind === 'loading' && <span>{messages.loading}</span>}
      {loaded.kind === 'failed' && (
        <span className="text-warn-text">
          {messages.failed} <FailureText failure={loaded.failure} place="pods" causeOnly />
        </span>
      )}
    </p>
  );
}
