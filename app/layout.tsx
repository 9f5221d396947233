import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { manifestHref } from '#components/addresses/pages.ts';
import { RECORDINGS_ATTRIBUTE } from '#components/addresses/recordings.ts';
import { served } from '#components/addresses/served.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { DockRoot } from '#components/dock/views/dock-root.tsx';
import { earlyKeysScript } from '#components/keys/early-keys-script.ts';
import { LanguageProvider } from '#components/language/language-provider.tsx';
import { frameCatalog } from '#components/layout/catalog.ts';
import { LazyPageParts } from '#components/layout/lazy-page-parts.tsx';
import { OutsideEmbed } from '#components/layout/outside-embed.tsx';
import { PageUser } from '#components/layout/page-user.tsx';
import { scriptNonce } from '#components/layout/script-nonce.ts';
import { siteCatalog } from '#components/layout/site-catalog.ts';
import { ThemeProvider } from '#components/layout/theme-provider.tsx';
import { PaletteRoot } from '#components/palette/palette-root.tsx';
import { SignInWatch } from '#components/sign-in/sign-in-watch.tsx';
import { windowTitle } from '#components/ui/window-title.ts';
import { getRuntime } from '#server/runtime.ts';
import { currentContext } from './current-context.ts';
import { pageLanguage } from './page-language.ts';
import { userTag, visitor } from './visitor.ts';

export async function generateMetadata(): Promise<Metadata> {
  const language = await pageLanguage();
  return {
    title: { default: frameCatalog[language].product, template: windowTitle('%s') },
    description: siteCatalog[language].description,
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // The on-screen keyboard shrinks the page; in browsers without this setting VisibleHeight does it.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f8f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1115' },
  ],
};

/** The document that every page shares: fonts, tokens, language, theme. Reading the headers makes every page dynamic. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = scriptNonce(await headers());
  const language = await pageLanguage();
  const user = userTag(visitor());
  const { mode } = getRuntime().signIn;
  const { sockjsPrefix, heartbeatSeconds, resumeSeconds, reopenSeconds, hasRecordings } =
    getRuntime().settings;
  const recordings = { [RECORDINGS_ATTRIBUTE]: hasRecordings ? '' : undefined };
  return (
    <html lang={language} {...recordings} suppressHydrationWarning>
      <head>
        {user !== '' && (
          <script nonce={nonce} suppressHydrationWarning>
            {earlyKeysScript()}
          </script>
        )}
        {/* With the user's cookies: a proxy in front may let nobody in without them. */}
        <link rel="manifest" href={served(manifestHref())} crossOrigin="use-credentials" />
      </head>
      <body>
        <ThemeProvider nonce={nonce}>
          <LanguageProvider initial={language}>
            <CurrentContextProvider name={await currentContext()}>
              <PageUser user={user} />
              {children}
              {/* The page to sign in has nothing for them to show. */}
              {user !== '' && (
                <OutsideEmbed>
                  <PaletteRoot />
                  {mode !== 'kubeconfig' && <SignInWatch mode={mode} context={await currentContext()} />}
                  <DockRoot settings={{ sockjsPrefix, heartbeatSeconds, resumeSeconds, reopenSeconds }} />
                </OutsideEmbed>
              )}
            </CurrentContextProvider>
            <LazyPageParts />
          </LanguageProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
