'use client';

import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { announceSignIn } from '#components/failures/sign-in-next.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { signInCatalog } from './catalog.ts';

/** The end of a sign-in in a window of its own: tells the others and closes. Browsers may keep it open. */
export function SignedInPopup() {
  const messages = useMessages(signInCatalog);
  useEffect(() => {
    announceSignIn();
    window.close();
  }, []);
  return (
    <main className="min-h-dvh bg-canvas">
      <Notice icon={CircleCheck} tone="info" title={messages.done} wholePage>
        {messages.doneText}
      </Notice>
    </main>
  );
}
