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
  const { tone, actions: possible } = FAILURES[knownCode(problem.code)];
  const actions = possible.filter((action) => action !== 'debug' || onDebug !== undefined);
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
  const takesShell = actions.includes('other-shell');
  const next = problem.code === 'shell-not-found' && actions[0] === 'debug' ? otherShell.orDebug : words.next;
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
            <p className="text-base text-ink-muted wrap-anywhere short-pane:text-xs">{next}</p>
            {words.quote !== '' && (
              <p className="pt-1 text-ink-muted text-xs wrap-anywhere">
                <ServerQuote text={words.quote} />
              </p>
            )}
            {line !== undefined && (
              <div className="hidden roomy-pane:block pt-2">
                <CopyLine label={kubectl[line.purpose]} text={line.text} />
              </div>
            )}
            {takesShell && (
              <div className="hidden roomy-pane:block pt-2">
                <ShellForm
                  label={otherShell.label}
                  words={otherShell}
                  isNextStep={actions[0] === 'other-shell'}
                  onChoose={onChooseShell}
                />
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
          {isQuestion && <ReasonForm isRequired={problem.code === 'reason-required'} onGive={onGiveReason} />}
          {actions.map((action, index) => (
            <FailureButton
              key={action}
              action={action}
              primary={index === 0 && !isQuestion}
              wasAttached={wasAttached}
              onAskForShell={onAskForShell}
              onDebug={onDebug}
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
  onAskForShell,
  onDebug,
  podsHref,
  linksInNewTab = false,
  wasAttached = false,
}: { action: FailureAction; primary: boolean } & Omit<
  FailureHandlers,
  'onChooseShell' | 'onGiveReason' | 'target' | 'resumeSeconds' | 'reopenSeconds'
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
    case 'other-shell':
      // Where there is room, a form for it stands above.
      return (
        <Button variant={variant} className="roomy-pane:hidden" onClick={onAskForShell}>
          {messages.actions.otherShell}
        </Button>
      );
    case 'debug':
      return (
        <Button variant={variant} onClick={onDebug}>
          <Bug aria-hidden />
          {messages.actions.debug}
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
