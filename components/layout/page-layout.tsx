'use client';

import { type ReactNode, Suspense } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { PaletteButton } from '#components/palette/palette-button.tsx';
import type { ContextList } from '#protocol/api.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { frameCatalog } from './catalog.ts';
import { ContextSwitch } from './context-switch.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/**
 * The layout of every page except the full page of a shell: a header with logo, context, palette, language and theme. It
 * fills the window above the dock; the content scrolls inside it.
 * @param contexts undefined if unknown, for instance on an error page
 */
export function PageLayout({ contexts, children }: { contexts?: ContextList; children: ReactNode }) {
  const messages = useMessages(frameCatalog);
  return (
    <div className="flex h-full flex-col bg-canvas in-data-[dock=maximised]:invisible cramped:in-data-[dock=open]:invisible print:visible! print:block print:h-auto">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 rounded-md bg-ink px-3 py-2 text-canvas not-focus:sr-only"
      >
        {messages.skip}
      </a>
      <header className="flex h-13 shrink-0 items-center gap-3 border-line border-b bg-surface pr-3 pl-4 max-sm:gap-2 max-sm:pr-2 max-sm:pl-3 print:hidden">
        <Brand />
        {contexts !== undefined && (
          <>
            <span aria-hidden className="text-lg text-line-strong max-sm:hidden">
              /
            </span>
            <div className="flex min-w-0">
              <Suspense>
                <ContextSwitch contexts={contexts} />
              </Suspense>
            </div>
          </>
        )}
        <div className="ml-auto flex shrink-0 items-center gap-1 max-sm:gap-0">
          <PaletteButton />
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountMenu />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none print:block">
        {children}
      </main>
    </div>
  );
}
