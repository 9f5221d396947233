import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { isEmbedded, isSignInPage } from '#components/addresses/pages.ts';
import { popupSignInHref } from '#components/addresses/sign-in-addresses.ts';
import { LanguageSwitch } from '#components/layout/language-switch.tsx';
import { ThemeSwitch } from '#components/layout/theme-switch.tsx';
import { signInCatalog } from '#components/sign-in/catalog.ts';
import { FrameSignInPage } from '#components/sign-in/frame-sign-in-page.tsx';
import { SignInPage } from '#components/sign-in/sign-in-page.tsx';
import { SignedInPopup } from '#components/sign-in/signed-in-popup.tsx';
import { frameChallenge } from '#protocol/api.ts';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../page-language.ts';
import { returnPath } from '../return-path.ts';
import { visitor } from '../visitor.ts';

export const dynamic = 'force-dynamic';

type Search = Readonly<Record<string, string | string[] | undefined>>;

interface Props {
  readonly searchParams: Promise<Search>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: signInCatalog[await pageLanguage()].title };
}

/** The page to sign in, in every mode. Who is signed in already goes on. */
export default async function Page({ searchParams }: Props) {
  const search = await searchParams;
  const { returnTo: wanted, problem, popup } = search;
  const isFramed = isEmbedded(search.embed);
  // What is framed never asks for a token itself: the page around it could look like ours.
  const frame = isFramed ? undefined : (frameOf(search) ?? frameOf(queryOf(returnPath(single(wanted)))));
  const isPopup = single(popup) === '1';
  const isSignedIn = visitor() !== undefined;
  if (isPopup && isSignedIn) return <SignedInPopup />;
  const returnTo = isPopup ? popupSignInHref() : returnPath(single(wanted));
  if (frame === undefined && isSignedIn) redirect(returnTo);
  const { signIn } = getRuntime();
  if (isFramed && (signIn.mode === 'token' || signIn.mode === 'oidc')) {
    return <FrameSignInPage returnTo={returnTo} />;
  }
  const place = await signIn.place();
  return (
    <SignInPage
      mode={signIn.mode}
      place={place === null ? null : { context: place.context, host: hostOf(place.cluster) }}
      provider={signIn.provider}
      returnTo={returnTo}
      wantedContext={new URL(returnTo, 'http://podshell.invalid').searchParams.get('context') ?? ''}
      problem={single(problem) ?? ''}
      frame={frame}
      switches={
        <>
          <LanguageSwitch />
          <ThemeSwitch />
        </>
      }
    />
  );
}

/** What a window to sign in for a frame is opened with. */
function frameOf({ frame, back }: Search): { challenge: string; isBack: boolean } | undefined {
  const challenge = frameChallenge.safeParse(frame).data;
  return challenge === undefined ? undefined : { challenge, isBack: back === '1' };
}

/** The query of the page to sign in, if a path leads there: a sign-in that has failed there is tried again. */
function queryOf(path: string): Search {
  const { pathname, searchParams } = new URL(path, 'http://podshell.invalid');
  return isSignInPage(pathname) ? { frame: searchParams.get('frame') ?? undefined } : {};
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The host of a cluster's server, without the rest of its URL. */
function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
