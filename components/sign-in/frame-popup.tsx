'use client';

import { useCallback, useEffect, useState } from 'react';
import { served } from '#components/addresses/served.ts';
import { frameSignInHref, oidcSignInRoute, ticketRoute } from '#components/addresses/sign-in-addresses.ts';
import { FailureText } from '#components/failures/failure-text.tsx';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import type { FrameTicket } from '#protocol/api.ts';
import { signInCatalog } from './catalog.ts';
import { handTicket } from './frame-sign-in.ts';
import { ProviderButton } from './provider-link.tsx';
import { TokenForm } from './token-form.tsx';

export interface FramePopupProps {
  readonly mode: 'token' | 'oidc';
  /** What the frame has shown of its secret. */
  readonly challenge: string;
  /** The identity provider has signed the user in. */
  readonly isBack: boolean;
  /** Host of the identity provider. */
  readonly provider: string;
  /** The current context; '' if there is none. */
  readonly context: string;
}

type State =
  | { readonly kind: 'asking' | 'done' | 'lost' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** In the window that a frame has opened: signs in, hands the frame its ticket, and closes. */
export function FramePopup({ mode, challenge, isBack, provider, context }: FramePopupProps) {
  const messages = useMessages(signInCatalog);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const hand = useCallback((ticket: string) => {
    const isHanded = handTicket(ticket);
    setState({ kind: isHanded ? 'done' : 'lost' });
    if (isHanded) window.close();
  }, []);

  useEffect(() => {
    if (!isBack) return;
    // A page that is loaded again has no ticket to claim.
    window.history.replaceState(null, '', served(frameSignInHref(challenge)));
    void claim(challenge).then((answer) =>
      answer.kind === 'failed' ? setState(answer) : hand(answer.body.ticket),
    );
  }, [isBack, challenge, hand]);

  if (state.kind === 'done') return <p role="status">{messages.doneText}</p>;
  if (state.kind === 'lost') return <p role="alert">{messages.frameLost}</p>;
  if (mode === 'token')
    return (
      <>
        <p className="text-ink-muted text-sm">{messages.tokenIntro}</p>
        <TokenForm
          currentContext={context}
          wantedContext=""
          frame={challenge}
          onSignedIn={(ticket) => ticket !== undefined && hand(ticket)}
        />
      </>
    );
  if (isBack && state.kind === 'asking') return <p role="status">{messages.signingIn}</p>;
  return (
    <>
      {state.kind === 'failed' && (
        <p role="alert" className="text-bad-text text-sm">
          <FailureText failure={state.failure} place="shell" />
        </p>
      )}
      <p className="text-ink-muted text-sm">{messages.providerIntro}</p>
      <ProviderButton
        provider={provider}
        href={oidcSignInRoute(frameSignInHref(challenge, true), challenge)}
      />
    </>
  );
}

function claim(frame: string) {
  return ask(
    () =>
      fetch(ticketRoute(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ frame }),
      }),
    async (response) => (await response.json()) as FrameTicket,
  );
}
