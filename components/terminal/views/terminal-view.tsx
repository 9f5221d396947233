'use client';

import { registerActions } from '#components/actions/actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import '@xterm/xterm/css/xterm.css';
import '../screen/drawing/cursor-blink.css';
import '../screen/drawing/screen-background.css';
import { useEffect, useId, useRef } from 'react';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { platformOf } from '#components/keys/platform.ts';
import { classNames } from '#components/ui/class-names.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useMediaQuery } from '#components/ui/use-media-query.ts';
import { pageIdle } from '#components/ui/when-idle.ts';
import type { PaneView } from '../pane/pane-view.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { attachCatalog } from '../words/attach-catalog.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { terminalKeys } from './terminal-keys.ts';
import { viewersOf } from './watched-badge.tsx';

const AttachedBadge = onDemand(async () => (await import('./attached-badge.tsx')).AttachedBadge);
const ClipboardQuestion = onDemand(
  async () => (await import('./questions/clipboard-question.tsx')).ClipboardQuestion,
);
const PasteDialog = onDemand(async () => (await import('./questions/paste-dialog.tsx')).PasteDialog);
const ShareDialog = onDemand(async () => (await import('../sharing/share-dialog.tsx')).ShareDialog);
const KeyboardNotice = onDemand(async () => (await import('../sharing/keyboard-notice.tsx')).KeyboardNotice);
const ShellDialog = onDemand(async () => (await import('./questions/shell-dialog.tsx')).ShellDialog);
const LinkBar = onDemand(async () => (await import('./questions/link-bar.tsx')).LinkBar);
const MarksLayer = onDemand(async () => {
  // The shell marks its first prompt, which comes first.
  await pageIdle();
  return (await import('./marks/marks-layer.tsx')).MarksLayer;
});
const TouchKeys = onDemand(async () => (await import('./touch-keys.tsx')).TouchKeys);
const SearchBar = onDemand(async () => (await import('./search-bar.tsx')).SearchBar);

/** The screen of a pane. Output goes to xterm directly; React renders only when the state changes. */
export function TerminalView({
  id,
  place,
  nth,
  pane,
  view,
  takesFocus = true,
  scrolls = false,
  onLeave,
}: {
  id: string;
  place: PodPlace;
  /** Position among the terminals beside it, from 1; undefined if it is alone. */
  nth?: number | undefined;
  pane: TerminalPane | null;
  view: PaneView;
  /** The terminal takes the focus as soon as it is mounted. */
  takesFocus?: boolean;
  /** The terminal may be larger than its room: it is somebody else's. */
  scrolls?: boolean;
  /** Called when the user presses the key that leaves the terminal. */
  onLeave: () => void;
}) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const element = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const contextName = useContextName(place.context);
  const shellName = messages.terminal(place.pod, view.container, place.namespace, contextName);
  const name = view.attached === null ? shellName : attach.terminal(shellName);
  const viewers = viewersOf(pane, view);
  const isTouched = useMediaQuery('(pointer: coarse)');
  const latestLeave = useRef(onLeave);
  useEffect(() => {
    latestLeave.current = onLeave;
  }, [onLeave]);

  useEffect(() => {
    if (pane === null || element.current === null) return;
    const onLeave = () => latestLeave.current();
    void pane.show(element.current, { describedBy: hintId, takesFocus, onLeave });
  }, [pane, hintId, takesFocus]);

  useEffect(() => registerActions(terminalKeys(messages, platformOf(navigator.userAgent))), [messages]);

  return (
    <section
      data-podshell-terminal={id}
      data-state={view.state.kind}
      data-attached={view.attached !== null}
      aria-label={nth === undefined ? name : messages.nthTerminal(name, nth)}
      className="relative flex min-h-0 flex-1 flex-col bg-terminal"
    >
      <p id={hintId} className="sr-only">
        {messages.keysHint}
      </p>
      {view.clipboardQuestion !== null && (
        <ClipboardQuestion
          text={view.clipboardQuestion}
          onAnswer={(allow, remember) => pane?.clipboard.answerConsent(allow, remember)}
        />
      )}
      {view.link !== null && (
        <LinkBar
          link={view.link}
          modifier={platformOf(navigator.userAgent) === 'mac' ? '⌘' : 'Ctrl'}
          onAnswer={(open) => pane?.answerLink(open)}
        />
      )}
      {view.pasteQuestion !== null && (
        <PasteDialog
          preview={view.pasteQuestion}
          onAnswer={(paste) => pane?.clipboard.answerPaste(paste)}
          onClosed={() => pane?.focus()}
        />
      )}
      {view.asksForShell && (
        <ShellDialog
          view={view}
          onChoose={(shell) => pane?.openShell(shell)}
          onCancel={() => pane?.askForShell(false)}
          onClosed={() => pane?.focus()}
        />
      )}
      {pane !== null && view.asksToShare && pane.connection.sessionId !== null && (
        <ShareDialog pane={pane} sessionId={pane.connection.sessionId} viewers={view.viewers} />
      )}
      {pane !== null && viewers !== null && <KeyboardNotice pane={pane} viewers={viewers} />}
      {view.attached !== null && <AttachedBadge view={view} onDetach={() => pane?.connection.end()} />}
      {view.search !== null && (
        <SearchBar
          search={view.search.screen}
          asked={view.search.asked}
          onClose={() => pane?.closeSearch()}
        />
      )}
      <div
        className="relative min-h-0 flex-1 py-2 pl-3"
        style={view.background === '' ? undefined : { backgroundColor: view.background }}
      >
        <div
          ref={element}
          {...(scrolls ? { 'data-scrolls': '' } : {})}
          className={classNames(
            'size-full touch-pan-x touch-pinch-zoom contain-strict',
            scrolls ? 'overflow-auto' : 'overflow-hidden',
          )}
        />
        {pane !== null && view.marks !== 'none' && <MarksLayer pane={pane} view={view} />}
      </div>
      {isTouched && pane !== null && view.state.kind !== 'exited' && view.state.kind !== 'failed' && (
        <TouchKeys pane={pane} />
      )}
    </section>
  );
}
