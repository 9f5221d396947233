'use client';

import { KeyRound } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { isShellPage, isSignInPage } from '#components/addresses/pages.ts';
import { oidcSignInRoute, popupSignInHref } from '#components/addresses/sign-in-addresses.ts';
import { onSignInEnded } from '#components/failures/sign-in-end.ts';
import { announceSignIn, onSignedIn } from '#components/failures/sign-in-next.ts';
import { openPopup } from '#components/failures/sign-in-popup.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { Me } from '#protocol/api.ts';
import { signInCatalog } from './catalog.ts';
import { isSignedIn } from './frame-sign-in.ts';
import { TokenForm } from './token-form.tsx';

export interface SignInAgainProps {
  /** In mode `kubeconfig` no sign-in ends. */
  readonly mode: Exclude<Me['mode'], 'kubeconfig'>;
  /** The context that the user was signed in for; '' if unknown. */
  readonly context: string;
  /** How often the user has asked for the next sign-in, outside of this notice. */
  readonly wishes: number;
}

/**
 * Says once for the whole page that the sign-in has ended, and offers the next one in place. The page, its terminals and
 * what was typed stay. Mounted when the first end is noticed.
 */
export function SignInAgain({ mode, context, wishes }: SignInAgainProps) {
  const messages = useMessages(signInCatalog);
  const router = useRouter();
  const pathname = usePathname();
  const [hasEnded, setEnded] = useState(true);
  const [isAsked, setAsked] = useState(false);
  // The buttons that ask are gone after the sign-in; what had the focus before them is not.
  const isOver = useRef(true);
  const focused = useRef<(Element | null)[]>([]);

  useEffect(() => {
    focused.current = [document.activeElement];
    return onSignInEnded(() => {
      if (!isOver.current) focused.current = [document.activeElement];
      isOver.current = true;
      setEnded(true);
    });
  }, []);
  useEffect(
    () =>
      onSignedIn(() => {
        isOver.current = false;
        setEnded(false);
        setAsked(false);
        // Lists go live again with what the server renders now.
        router.refresh();
      }),
    [router],
  );

  const ask = useRef(() => {});
  ask.current = () => {
    if (mode === 'token') {
      focused.current = [document.activeElement, ...focused.current.slice(-1)];
      setAsked(true);
    } else if (mode === 'oidc') openPopup(oidcSignInRoute(popupSignInHref()));
    else window.location.reload();
  };
  useEffect(() => {
    if (wishes > 0) ask.current();
  }, [wishes]);

  useEffect(() => {
    if (!hasEnded) return;
    // The user may have signed in elsewhere, where no window of ours could tell.
    const onReturn = () => void isSignedIn().then((is) => is && announceSignIn());
    window.addEventListener('focus', onReturn);
    return () => window.removeEventListener('focus', onReturn);
  }, [hasEnded]);

  if (!hasEnded) return null;
  return (
    <>
      {/* A terminal that is seen says it itself. */}
      {!isShellPage(pathname) && !isSignInPage(pathname) && (
        <div
          role="alert"
          className="[html:not([data-dock=minimised]):has([role=tabpanel]:not(.invisible)_[data-asks-sign-in])_&]:hidden fixed inset-x-2 top-1.5 z-40 mx-auto flex w-fit animate-appear items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-4 text-sm shadow-pop print:hidden"
        >
          <KeyRound aria-hidden className="size-4 shrink-0 text-warn-text" />
          <p>{messages.ended}</p>
          <Button size="sm" variant="primary" onClick={() => ask.current()}>
            {mode === 'proxy' ? messages.reload : messages.signIn}
          </Button>
        </div>
      )}
      {isAsked && (
        <Dialog
          title={messages.again}
          description={messages.againText}
          onClose={() => setAsked(false)}
          onClosed={() => {
            const place = focused.current.find((element) => element?.isConnected === true);
            if (place instanceof HTMLElement) place.focus();
          }}
        >
          <TokenForm
            currentContext={context}
            fixedContext={context}
            wantedContext=""
            onSignedIn={announceSignIn}
          />
        </Dialog>
      )}
    </>
  );
}
