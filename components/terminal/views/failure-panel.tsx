'use client';

import { RefreshCw, RotateCw, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import {
  FAILURES,
  type FailureAction,
  type FailureTraits,
  knownCode,
} from '#components/failures/failure-codes.ts';
import { failureIcon } from '#components/failures/failure-icon.tsx';
import { ServerQuote } from '#components/failures/server-quote.tsx';
import { useFailureWords } from '#components/failures/use-failure-words.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { ShellProblem } from '../connection/connection-state.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { ShellForm } from './questions/shell-form.tsx';

export interface FailureHandlers {
  readonly onNewShell: () => void;
  readonly onTakeBack: () => void;
  /** Gets a name or path, or '' for the default. */
  readonly onChooseShell: (shell: string) => void;
  /** URL of the pod list. */
  readonly podsHref: string;
  /** True: links open a new tab, because no other page of Podshell loads in a frame. */
  readonly linksInNewTab?: boolean;
}

const TONES: Readonly<Record<FailureTraits['tone'], string>> = {
  info: 'bg-accent-soft text-accent-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
};

/** Shows why there is no shell and the next step: below the output, or in its place if there is none. */
export function FailurePanel({
  problem,
  onChooseShell,
  ...handlers
}: { problem: ShellProblem } & FailureHandlers) {
  const words = useFailureWords(problem, 'shell');
  const { otherShell } = useMessages(terminalCatalog);
  const { tone, actions } = FAILURES[knownCode(problem.code)];
  const Icon = failureIcon(problem.code);
  // Ids must be unique: several terminals on a page may have failed.
  const titleId = useId();
  return (
    <div
      className={classNames(
        'flex justify-center',
        problem.wasOpen
          ? 'order-last max-h-1/2 shrink-0 overflow-y-auto border-line border-t bg-surface p-4'
          : 'absolute inset-0 z-10 items-center overflow-y-auto bg-terminal p-4',
      )}
    >
      <section
        aria-labelledby={titleId}
        className={classNames(
          'my-auto grid w-full max-w-xl gap-3',
          !problem.wasOpen && 'animate-appear rounded-lg border border-line bg-raised p-5 shadow-pop',
        )}
      >
        <div className="flex items-start gap-3">
          <span className={classNames('grid size-9 shrink-0 place-items-center rounded-lg', TONES[tone])}>
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
          </span>
          <div className="grid min-w-0 gap-1 pt-1.5">
            <h2 id={titleId} className="font-semibold text-lg tracking-tight">
              {words.title}
            </h2>
            <p className="text-base wrap-anywhere">{words.cause}</p>
            <p className="text-base text-ink-muted wrap-anywhere">{words.next}</p>
            {words.quote !== '' && (
              <p className="pt-1 text-ink-muted text-xs wrap-anywhere">
                <ServerQuote text={words.quote} />
              </p>
            )}
          </div>
        </div>
        {(problem.code === 'shell-not-found' || problem.code === 'command-not-executable') && (
          <div className="pl-12 max-sm:pl-0">
            <ShellForm label={otherShell.label} words={otherShell} onChoose={onChooseShell} />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-2 pl-12 max-sm:pl-0">
          {actions.map((action, index) => (
            <FailureButton key={action} action={action} primary={index === 0} {...handlers} />
          ))}
          <code className="ml-auto font-mono text-2xs text-ink-muted">{problem.code}</code>
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
}: { action: FailureAction; primary: boolean } & Omit<FailureHandlers, 'onChooseShell'>) {
  const messages = useMessages(terminalCatalog);
  const variant = primary ? 'primary' : 'secondary';
  switch (action) {
    case 'pods':
      return (
        <Button asChild variant={variant}>
          <Link href={podsHref} {...(linksInNewTab ? { target: '_blank' } : {})}>
            {messages.toPods}
          </Link>
        </Button>
      );
    case 'new-shell':
      return (
        <Button variant={variant} onClick={onNewShell}>
          <SquareTerminal aria-hidden />
          {messages.restart}
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
          <RotateCw aria-hidden />
          {messages.reload}
        </Button>
      );
  }
}
