'use client';

import { Bug, KeyRound, RefreshCw, ScrollText, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { wantPage } from '#components/addresses/open-in-dock.ts';
import { served } from '#components/addresses/served.ts';
import { popupSignInHref } from '#components/addresses/sign-in-addresses.ts';
import {
  FAILURES,
  type FailureAction,
  type FailureTraits,
  knownCode,
} from '#components/failures/failure-codes.ts';
import { failureIcon } from '#components/failures/failure-icon.tsx';
import { type KubectlTarget, kubectlLine } from '#components/failures/kubectl-line.ts';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { wantSignIn } from '#components/failures/sign-in-next.ts';
import { openPopup } from '#components/failures/sign-in-popup.ts';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLine } from '#components/links/copy-line.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { asksReason, type ShellProblem } from '../../connection/connection-state.ts';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { terminalCatalog } from '../../words/catalog.ts';

const ShellForm = onDemand(async () => (await import('../questions/shell-form.tsx')).ShellForm);
const ReasonForm = onDemand(async () => (await import('../questions/reason-form.tsx')).ReasonForm);

export interface FailureHandlers {
  /** What the terminal was for. Default: a shell of one's own. */
  readonly purpose?: 'watch';
  /** Where the shell was to run, or ran. */
  readonly target: KubectlTarget;
  readonly onNewShell: () => void;
  readonly onTakeBack: () => void;
  /** Gets a name or path, or '' for the default. */
  readonly onChooseShell: (shell: string) => void;
  /** Gets why the user opens the shell, or '' for no reason. */
  readonly onGiveReason: (reason: string) => void;
  /** Asks for another shell in a dialog. */
  readonly onAskForShell: () => void;
  /** Adds a debug container to the pod; undefined where that cannot be done. */
  readonly onDebug?: (() => void) | undefined;
  /** URL of the pod list. */
  readonly podsHref: string;
  /** True: links open a new tab, because no other page of Podshell loads in a frame. */
  readonly linksInNewTab?: boolean;
  /** How long the server keeps a shell without a connection, in seconds; 0: not at all. */
  readonly resumeSeconds: number;
  /** The same after its page was closed or left. */
  readonly reopenSeconds: number;
  /** The terminal is one on a container's main process. */
  readonly wasAttached?: boolean;
}

/** Where another shell or command helps. */
const OTHER_PROGRAM: ReadonlySet<string> = new Set([
  'shell-not-found',
  'command-not-found',
  'command-not-executable',
]);

/** Where a debug container helps: no such program in the image, or the container does not run. */
const DEBUGGED: ReadonlySet<string> = new Set([
  ...OTHER_PROGRAM,
  'container-not-running',
  'container-ended',
  'container-restarted',
]);

const TONES: Readonly<Record<FailureTraits['tone'], string>> = {
  info: 'bg-accent-soft text-accent-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
};

/**
 * Shows why there is no shell and the next step: below the output, or in its place if there is none. Its text gives way
 * and scrolls, so that the actions are in sight in a pane of any size.
 */
export function FailurePanel({
  purpose,
  problem,
  onChooseShell,
  onGiveReason,
  onAskForShell,
  onDebug,
  target,
  resumeSeconds,
  reopenSeconds,
  wasAttached = false,
  ...handlers
}: { problem: ShellProblem } & FailureHandlers) {
  const words = useFailureWords(problem, purpose ?? (wasAttached ? 'attached' : 'shell'));
  const { otherShell, kubectl, signInKept, goneAfter, actions: actionWords } = useMessages(terminalCatalog);
  const { tone, actions } = FAILURES[knownCode(problem.code)];
  const Icon = failureIcon(problem.code);
  // Ids must be unique: several terminals on a page may have failed.
  const titleId = useId();
  const { wasOpen } = problem;
  const isKept = wasOpen && !wasAttached && problem.code === 'sign-in-expired';
  const isGone = problem.code === 'session-gone' && problem.detail === '' && resumeSeconds > 0;
  const cause = isKept
    ? signInKept(resumeSeconds)
    : isGone
      ? goneAfter(resumeSeconds, reopenSeconds)
      : words.cause;
  const line = kubectlLine(knownCode(problem.code), target);
  const isQuestion = asksReason(problem);
  const takesShell = OTHER_PROGRAM.has(problem.code);
  // A container without a shell will not have one on the next try.
  const debugsFirst = onDebug !== undefined && problem.code === 'shell-not-found';
  const debug = onDebug !== undefined && DEBUGGED.has(problem.code) && (
    <Button variant={debugsFirst ? 'primary' : 'secondary'} onClick={onDebug}>
      <Bug aria-hidden />
      {actionWords.debug}
    </Button>
  );
  return (
    <div
      className={classNames(
        'flex justify-center',
        wasOpen
          ? 'order-last max-h-full shrink-0 border-line border-t bg-surface tall-pane:max-h-2/3'
          : 'absolute inset-0 z-10 items-center bg-terminal tall-pane:p-4',
        // There is no room for notices beside it.
        'short-pane:z-30',
      )}
    >
      <section
        aria-labelledby={titleId}
        className={classNames(
          'flex max-h-full min-h-0 w-full min-w-0 flex-col gap-x-4 gap-y-1 px-3 py-1 short-pane:wide-pane:flex-row tall-pane:gap-y-3',
          wasOpen
            ? 'tall-pane:px-4 tall-pane:py-3 tall-pane:broad-pane:flex-row'
            : 'tall-pane:max-w-xl tall-pane:animate-appear tall-pane:rounded-lg tall-pane:border tall-pane:border-line tall-pane:bg-raised tall-pane:p-4 tall-pane:shadow-pop',
        )}
      >
        <div className="flex min-h-0 min-w-0 flex-1 items-start gap-3 overflow-y-auto">
          <span
            className={classNames(
              'grid size-8 shrink-0 place-items-center rounded-lg short-pane:hidden',
              TONES[tone],
            )}
          >
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
          </span>
          <div className="grid min-w-0 flex-1 gap-1 tall-pane:pt-1 short-pane:gap-0">
            <h2 id={titleId} className="font-semibold text-lg tracking-tight short-pane:text-sm">
              {words.title}
            </h2>
            <p className="text-base wrap-anywhere short-pane:text-xs">{cause}</p>
            <p className="text-base text-ink-muted wrap-anywhere short-pane:text-xs">{words.next}</p>
            {words.quote !== '' && (
              <p className="pt-1 text-ink-muted text-xs wrap-anywhere">
                <ServerQuote text={words.quote} />
              </p>
            )}
            {line !== undefined && (
              <div className="pt-2 short-pane:hidden">
                <CopyLine label={kubectl[line.purpose]} text={line.text} />
              </div>
            )}
            {takesShell && (
              <div className="pt-2 short-pane:hidden">
                <ShellForm label={otherShell.label} words={otherShell} onChoose={onChooseShell} />
              </div>
            )}
          </div>
        </div>
        <div
          className={classNames(
            'flex shrink-0 flex-wrap items-center gap-2 short-pane:wide-pane:self-center short-pane:gap-1 short-pane:[&_:is(a,button)]:h-7 short-pane:[&_:is(a,button)]:px-2 short-pane:[&_:is(a,button)]:text-xs short-pane:[&_svg]:hidden',
            isQuestion && 'short-pane:wide-pane:w-3/5',
            'tall-pane:pl-11 tall-pane:max-sm:pl-0',
            wasOpen &&
              'short-pane:wide-pane:justify-end tall-pane:broad-pane:justify-end tall-pane:broad-pane:self-center tall-pane:broad-pane:pl-0',
          )}
        >
          {debugsFirst && debug}
          {isQuestion && <ReasonForm isRequired={problem.code === 'reason-required'} onGive={onGiveReason} />}
          {actions.map((action, index) => (
            <FailureButton
              key={action}
              action={action}
              primary={index === 0 && !isQuestion && !debugsFirst}
              wasAttached={wasAttached}
              {...handlers}
            />
          ))}
          {line?.purpose === 'log' && purpose === undefined && (
            <Button asChild>
              <LogLink
                place={podLogPlace({ ...target, container: target.container || undefined })}
                view={line.previous ? { previous: 'true' } : {}}
                aria-label={actionWords.log}
                {...(handlers.linksInNewTab ? { target: '_blank' } : {})}
              >
                <ScrollText aria-hidden />
                {actionWords.logShort}
              </LogLink>
            </Button>
          )}
          {!debugsFirst && debug}
          {takesShell && (
            <Button className="tall-pane:hidden" onClick={onAskForShell}>
              {actionWords.otherShell}
            </Button>
          )}
          <code className="ml-auto font-mono text-2xs text-ink-muted short-pane:sr-only">{problem.code}</code>
        </div>
      </section>
    </div>
  );
}

function FailureButton({
  action,
  primary,
  onNewShell,
  onTakeBack,
  podsHref,
  linksInNewTab = false,
  wasAttached = false,
}: { action: FailureAction; primary: boolean } & Omit<
  FailureHandlers,
  | 'onChooseShell'
  | 'onGiveReason'
  | 'onAskForShell'
  | 'onDebug'
  | 'target'
  | 'resumeSeconds'
  | 'reopenSeconds'
>) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const variant = primary ? 'primary' : 'secondary';
  switch (action) {
    case 'sign-in':
      return (
        <Button variant={variant} onClick={signIn} data-asks-sign-in="">
          <KeyRound aria-hidden />
          {messages.signIn}
        </Button>
      );
    case 'pods':
      return (
        <Button asChild variant={variant}>
          <Link href={podsHref} onNavigate={wantPage} {...(linksInNewTab ? { target: '_blank' } : {})}>
            {messages.toPods}
          </Link>
        </Button>
      );
    case 'new-shell':
      return (
        <Button variant={variant} onClick={onNewShell}>
          <SquareTerminal aria-hidden />
          {wasAttached ? attach.again : messages.restart}
        </Button>
      );
    case 'try-again':
      return (
        <Button variant={variant} onClick={onNewShell}>
          <RefreshCw aria-hidden />
          {messages.tryAgain}
        </Button>
      );
    case 'take-back':
      return (
        <Button variant={variant} onClick={onTakeBack}>
          <SquareTerminal aria-hidden />
          {messages.takeBack}
        </Button>
      );
    case 'reload':
      return (
        <Button variant={variant} onClick={() => window.location.reload()}>
          <RefreshCw aria-hidden />
          {messages.reload}
        </Button>
      );
  }
}

/** On the page, or in a window of its own where the page has no room for it: in a frame. */
function signIn(): void {
  if (!wantSignIn()) openPopup(served(popupSignInHref()));
}
