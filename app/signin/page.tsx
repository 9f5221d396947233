import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { popupSignInHref } from '#components/addresses/sign-in-addresses.ts';
import { LanguageSwitch } from '#components/layout/language-switch.tsx';
import { ThemeSwitch } from '#components/layout/theme-switch.tsx';
import { signInCatalog } from '#components/sign-in/catalog.ts';
import { SignInPage } from '#components/sign-in/sign-in-page.tsx';
import { SignedInPopup } from '#components/sign-in/signed-in-popup.tsx';
import { getRuntime } from '#server/runtime.ts';
import { pageLanguage } from '../page-language.ts';
import { returnPath } from '../return-path.ts';
import { visitor } from '../visitor.ts';

export const dynamic = 'force-dynamic';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: signInCatalog[await pageLanguage()].title };
}

/** The page to sign in, in every mode. Who is signed in already goes on. */
export default async function Page({ searchParams }: Props) {
  const { returnTo: wanted, problem, popup } = await searchParams;
  const isPopup = single(popup) === '1';
  const isSignedIn = visitor() !== undefined;
  if (isPopup && isSignedIn) return <SignedInPopup />;
  const returnTo = isPopup ? popupSignInHref() : returnPath(single(wanted));
  if (isSignedIn) redirect(returnTo);
  const { signIn } = getRuntime();
  const place = await signIn.place();
  return (
    <SignInPage
      mode={signIn.mode}
      place={place === null ? null : { context: place.context, host: hostOf(place.cluster) }}
      provider={signIn.provider}
      returnTo={returnTo}
      wantedContext={new URL(returnTo, 'http://podshell.invalid').searchParams.get('context') ?? ''}
      problem={single(problem) ?? ''}
      switches={
        <>
          <LanguageSwitch />
          <ThemeSwitch />
        </>
      }
    />
  );
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The host of a cluster's server, without the rest of its URL. */
function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
