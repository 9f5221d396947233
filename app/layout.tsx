import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DockRoot } from '#components/dock/dock-root.tsx';
import { PaletteRoot } from '#components/palette/palette-root.tsx';
import { scriptNonce } from '#components/shell-frame/script-nonce.ts';
import { ThemeProvider } from '#components/shell-frame/theme-provider.tsx';
import { TooltipHost } from '#components/ui/tooltip-host.tsx';
import { getRuntime } from '#server/runtime.ts';

export const metadata: Metadata = {
  title: { default: 'Podshell', template: '%s · Podshell' },
  description: 'A shell in a Kubernetes pod, from the browser.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f8f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1115' },
  ],
};

/** The document that every page shares: fonts, tokens, theme. Reading the headers makes every page dynamic. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = scriptNonce(await headers());
  const { sockjsPrefix, heartbeatSeconds } = getRuntime().settings;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <ThemeProvider nonce={nonce}>
          {children}
          <PaletteRoot />
          <DockRoot settings={{ sockjsPrefix, heartbeatSeconds }} />
          <TooltipHost />
        </ThemeProvider>
      </body>
    </html>
  );
}
