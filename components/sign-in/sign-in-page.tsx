'use client';

import { type ReactNode, useEffect } from 'react';
import { served } from '#components/addresses/served.ts';
import { announceSignIn, onSignedIn } from '#components/failures/sign-in-next.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { BrandMark } from '#components/ui/brand-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { usePageTitle } from '#components/ui/use-page-title.ts';
import { windowTitle } from '#components/ui/window-title.ts';
import type { Me } from '#protocol/api.ts';
import { signInCatalog } from './catalog.ts';
import { FailureCallout } from './failure-callout.tsx';
import { FramePopup } from './frame-popup.tsx';
import { ProviderLink } from './provider-link.tsx';
import { TokenForm } from './token-form.tsx';
import { useReturnTo } from './use-return-to.ts';

export interface SignInPageProps {
  readonly mode: Me['mode'];
  /** The current context and the host of its cluster; null if there is none. */
  readonly place: { readonly context: string; readonly host: string } | null;
  /** Host of the identity provider; '' without one. */
  readonly provider: string;
  /** The page of ours where the user goes after signing in, with its query. */
  readonly returnTo: string;
  /** The context that `returnTo` names; '' if none. */
  readonly wantedContext: string;
  /** Why the last sign-in did not work, as a code; '' if there was none. */
  readonly problem: string;
  /** For a frame in a page of another site, which has opened this window. */
  readonly frame?: { readonly challenge: string; readonly isBack: boolean } | undefined;
  /** Language and theme. */
  readonly switches: ReactNode;
}

/** The page to sign in. It knows no caller, so it has neither dock nor palette. */
export function SignInPage(props: SignInPageProps) {
  const messages = useMessages(signInCatalog);
  const { mode, problem, switches, frame, place, provider } = props;
  const title = mode === 'proxy' ? messages.proxyTitle : messages.title;
  usePageTitle(windowTitle(title));
  return (
    <div className="flex h-full flex-col overflow-auto bg-canvas in-data-[dock=maximised]:invisible">
      <header className="flex h-13 shrink-0 items-center gap-2 px-4">
        <BrandMark className="h-5 w-auto" />
        <span className="font-semibold text-base tracking-tight">Podshell</span>
        <div className="ml-auto flex shrink-0 items-center gap-1">{switches}</div>
      </header>
      <main className="mx-auto grid w-full max-w-xl content-start gap-4 px-4 py-6 sm:py-12">
        <div className="grid min-w-0 gap-4 rounded-lg border border-line bg-surface p-4 shadow-soft sm:p-6">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {problem !== '' && <FailureCallout code={problem} />}
          {frame !== undefined && (mode === 'token' || mode === 'oidc') ? (
            <>
              <Where place={place} />
              <FramePopup {...frame} mode={mode} provider={provider} context={place?.context ?? ''} />
            </>
          ) : (
            <Way {...props} />
          )}
        </div>
      </main>
    </div>
  );
}

function Way({ mode, place, provider, returnTo: asked, wantedContext }: SignInPageProps) {
  const messages = useMessages(signInCatalog);
  const returnTo = useReturnTo(asked);
  // Also after a sign-in in another window.
  useEffect(() => onSignedIn(() => window.location.assign(served(returnTo))), [returnTo]);
  switch (mode) {
    case 'token':
      return (
        <>
          <p className="text-ink-muted text-sm">{messages.tokenIntro}</p>
          <TokenForm
            where={<Where place={place} />}
            currentContext={place?.context ?? ''}
            wantedContext={wantedContext}
            returnTo={served(returnTo)}
            onSignedIn={announceSignIn}
          />
        </>
      );
    case 'oidc':
      return (
        <>
          <p className="text-ink-muted text-sm">{messages.providerIntro}</p>
          <Where place={place} />
          <ProviderLink provider={provider} returnTo={returnTo} />
        </>
      );
    // In mode kubeconfig everybody is signed in.
    case 'kubeconfig':
    case 'proxy':
      return (
        <>
          <p className="text-sm">{messages.proxyText}</p>
          <p className="text-ink-muted text-sm">{messages.proxyAdmin}</p>
          <div>
            <Button asChild>
              <a href={served(returnTo)}>{messages.tryAgain}</a>
            </Button>
          </div>
        </>
      );
    default:
      return mode satisfies never;
  }
}

/** Where the user signs in. */
function Where({ place }: { place: SignInPageProps['place'] }) {
  const messages = useMessages(signInCatalog);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <dt className="text-ink-muted">{messages.context}</dt>
      <dd className="wrap-anywhere">{place?.context ?? messages.noContext}</dd>
      {place !== null && (
        <>
          <dt className="text-ink-muted">{messages.cluster}</dt>
          <dd className="wrap-anywhere font-mono">{place.host}</dd>
        </>
      )}
    </dl>
  );
}
