'use client';

import { ThemeProvider as NextThemesProvider } from 'next-themes';
import type { ReactNode } from 'react';

/**
 * Light, dark or the system's theme, stored in the browser. Sets the class `dark` on the root element before the
 * first paint.
 * @param nonce of the Content-Security-Policy, for the script that sets the class
 */
export function ThemeProvider({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  // Not `disableTransitionOnChange`: browsers would compute the styles of each page twice more when React begins. Colors hardly
  // fade here anyway.
  return (
    <NextThemesProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      storageKey="podshell.theme"
      {...(nonce === undefined ? {} : { nonce })}
    >
      {children}
    </NextThemesProvider>
  );
}
