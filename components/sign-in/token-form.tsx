'use client';

import { type FormEvent, type ReactNode, useId, useRef, useState, useSyncExternalStore } from 'react';
import { FailureText } from '#components/failures/failure-text.tsx';
import type { Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { CopyLine } from '#components/links/copy-line.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInCatalog } from './catalog.ts';
import { signInWithToken } from './sign-in-request.ts';
import { FIELD, TokenField } from './token-field.tsx';
import { useWait } from './use-wait.ts';

/** Capitals stand for what the user has to replace. */
const TOKEN_COMMAND = 'kubectl create token ACCOUNT -n NAMESPACE --duration 8h';

/** Signs in with a token of the cluster. */
export function TokenForm({
  currentContext,
  wantedContext,
  fixedContext,
  where,
  returnTo,
  frame,
  onSignedIn,
}: {
  /** The context that a token is for when none is named; '' if there is none. */
  currentContext: string;
  /** The context that the user is on the way to; '' if unknown. */
  wantedContext: string;
  /** Signs in for this context alone, '' for the server's current one, and asks for none. */
  fixedContext?: string;
  /** What the form is for, as long as the user names no context. */
  where?: ReactNode;
  /** For a form that is sent before the page's code is there, which leads to this page again. */
  returnTo?: string;
  /** The challenge of the frame that the sign-in is for. */
  frame?: string;
  /** @param ticket for the frame */
  onSignedIn: (ticket?: string) => void;
}) {
  const messages = useMessages(signInCatalog);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const contextField = useRef<HTMLInputElement>(null);
  const [namesContext, setNamesContext] = useState(
    fixedContext === undefined &&
      (currentContext === '' || (wantedContext !== '' && wantedContext !== currentContext)),
  );
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [wait, startWait] = useWait();
  const isLive = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );

  async function signIn(event: FormEvent) {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    setBusy(true);
    const result = await signInWithToken(
      field.current?.value ?? '',
      fixedContext ?? contextField.current?.value ?? '',
      frame,
    );
    if (result.kind === 'signed-in') {
      // A page that is left and shown again by Back holds no token.
      if (field.current !== null) field.current.value = '';
      onSignedIn(result.ticket);
      return;
    }
    setBusy(false);
    setFailure(result.waitSeconds > 0 ? { ...result.failure, detail: '' } : result.failure);
    startWait(result.waitSeconds);
    field.current?.focus();
    field.current?.select();
  }

  const errorId = `${id}-error`;
  return (
    <form className="grid min-w-0 gap-4" onSubmit={signIn}>
      {!namesContext && where}
      {returnTo !== undefined && <input type="hidden" name="returnTo" value={returnTo} />}
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-token`} className="font-medium text-sm">
          {messages.token}
        </label>
        <TokenField
          id={`${id}-token`}
          field={field}
          describedBy={failure === undefined ? undefined : errorId}
          isInvalid={failure?.code === 'token-rejected'}
        />
        {failure !== undefined && (
          <p id={errorId} role="alert" className="wrap-anywhere text-bad-text text-sm">
            {/* How long to wait is said beside the button. */}
            <FailureText failure={failure} place="shell" causeOnly={wait > 0} />
          </p>
        )}
      </div>
      {namesContext ? (
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-context`} className="font-medium text-sm">
            {messages.contextField}
          </label>
          <input
            id={`${id}-context`}
            ref={contextField}
            defaultValue={wantedContext}
            required={currentContext === ''}
            aria-describedby={`${id}-hint`}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            className={FIELD}
          />
          <p id={`${id}-hint`} className="text-ink-muted text-xs">
            {messages.contextHint(currentContext)}
          </p>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={!isLive} aria-disabled={isBusy || wait > 0}>
          {isBusy ? messages.signingIn : messages.signIn}
        </Button>
        {!namesContext && fixedContext === undefined && (
          <Button
            variant="ghost"
            onClick={() => {
              setNamesContext(true);
              requestAnimationFrame(() => contextField.current?.focus());
            }}
          >
            {messages.otherContext}
          </Button>
        )}
        {/* Counts every second, which would be too much to be read aloud. */}
        {wait > 0 && <span className="text-ink-muted text-sm tabular-nums">{messages.wait(wait)}</span>}
      </div>
      <CopyLine label={messages.howTo} text={TOKEN_COMMAND} />
    </form>
  );
}

function subscribeToNothing(): () => void {
  return () => {};
}
