/** `window.podshell`: the interface for automation, independent of renderer and transport. */

import type { PodPlace } from '#components/addresses/shell-place.ts';
import type { StateName } from '../connection/connection-state.ts';
import type { CommandMarks, LastCommand } from '../screen/marks/command-marks.ts';
import type { PaneView } from './pane-view.ts';

/** One terminal of the page. Every field is an own property, so that a spread copies it. */
export interface TerminalHandle {
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  /** '' until the server has chosen the default container, if the URL names none. */
  readonly container: string;
  /** True: the container's main process, not a shell of its own. */
  readonly attached: boolean;
  /** True: somebody else's shell, watched by a link. */
  readonly watching: boolean;
  readonly state: StateName;
  /** Null until the process has ended, or if the cluster does not report it. */
  readonly exitCode: number | null;
  /** Null unless the state is `failed`: the stable code, and a sentence with the cause, or ''. */
  readonly failure: { readonly code: string; readonly detail: string } | null;
  /** The whole buffer including scrollback, without trailing blanks. */
  text(): string;
  /** True after a prompt whose next command {@link lastCommand} will tell exactly: the shell marks prompt and output itself. */
  readonly marksCommands: boolean;
  /**
   * The last command that has ended, by the shell's marks: a help, no evidence. Null where the shell marks none, or before
   * the first one.
   */
  lastCommand(): LastCommand | null;
  /** Ends the shell and all its processes, like the button. */
  close(): void;
  /** Answers why the shell is opened, after the failure `reason-required` or `reason-optional`; '' for no reason. */
  giveReason(reason: string): void;
}

export interface PodshellAutomation {
  terminals(): readonly TerminalHandle[];
}

declare global {
  interface Window {
    podshell?: PodshellAutomation;
  }
}

const handles = new Set<TerminalHandle>();

/** Defines `window.podshell` before the first terminal. Idempotent. */
export function installAutomation(): void {
  window.podshell ??= { terminals: () => [...handles] };
}

/** Lists a terminal until the returned function is called. @param view the current view of its pane */
export function registerTerminal(
  id: string,
  { namespace, pod }: PodPlace,
  view: () => PaneView,
  {
    marks,
    ...acts
  }: Pick<TerminalHandle, 'text' | 'close' | 'giveReason'> &
    Partial<Pick<TerminalHandle, 'watching'>> & {
      readonly marks?: () => Pick<CommandMarks, 'last' | 'isExact'> | null;
    },
): () => void {
  installAutomation();
  const handle: TerminalHandle = {
    id,
    namespace,
    pod,
    get container() {
      return view().container;
    },
    get attached() {
      return view().attached !== null;
    },
    get state() {
      return view().state.kind;
    },
    get exitCode() {
      const { state } = view();
      return state.kind === 'exited' ? state.exitCode : null;
    },
    get failure() {
      const { state } = view();
      return state.kind === 'failed' ? { code: state.problem.code, detail: state.problem.detail } : null;
    },
    watching: false,
    get marksCommands() {
      return marks?.()?.isExact === true;
    },
    lastCommand: () => marks?.()?.last() ?? null,
    ...acts,
  };
  handles.add(handle);
  return () => handles.delete(handle);
}
