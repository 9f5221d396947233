'use client';

import { KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { served } from '#components/addresses/served.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { onSignedIn } from '#components/failures/sign-in-next.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInCatalog } from './catalog.ts';
import { type FrameSecret, type FrameSignIn, newFrameSecret, signInForFrame } from './frame-sign-in.ts';
import { useReturnTo } from './use-return-to.ts';

type Shown = Exclude<FrameSignIn, { kind: 'signed-in' | 'closed' }> | { readonly kind: 'insecure' };

/**
 * Stands in a frame for the shell that needs a sign-in. There is nothing to type here: whoever frames it could look like
 * us, and a window has an address that the user can check.
 */
export function FrameSignInPage({ returnTo: asked }: { returnTo: string }) {
  const messages = useMessages(signInCatalog);
  const returnTo = useReturnTo(asked);
  const [secret, setSecret] = useState<FrameSecret>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Shown>();

  useEffect(() => onSignedIn(() => window.location.replace(served(returnTo))), [returnTo]);
  useEffect(() => {
    // A browser opens a window only while it knows of the click, so nothing may take time then.
    void newFrameSecret().then((made) => {
      if (made === undefined) setProblem({ kind: 'insecure' });
      setSecret(made);
    });
  }, []);

  async function signIn() {
    if (secret === undefined || isBusy) return;
    setBusy(true);
    setProblem(undefined);
    const outcome = await signInForFrame(secret);
    // It tells the listener above.
    if (outcome.kind === 'signed-in') return;
    setBusy(false);
    setSecret(await newFrameSecret());
    if (outcome.kind !== 'closed') setProblem(outcome);
  }

  return (
    <main className="grid h-dvh place-content-center justify-items-center gap-3 overflow-auto bg-terminal p-4 text-center">
      <h1 className="font-semibold text-base">{messages.frameTitle}</h1>
      <p className="max-w-sm text-ink-muted text-sm">{messages.frameText}</p>
      <Button
        variant="primary"
        onClick={() => void signIn()}
        disabled={secret === undefined}
        aria-disabled={isBusy}
      >
        <KeyRound aria-hidden />
        {isBusy ? messages.signingIn : messages.signIn}
      </Button>
      {problem !== undefined && (
        <p role="alert" className="max-w-sm text-bad-text text-sm">
          {problem.kind === 'failed' ? (
            <FailureText failure={problem.failure} place="shell" />
          ) : (
            messages.frameProblems[problem.kind]
          )}
        </p>
      )}
    </main>
  );
}
