'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onSignedIn, onSignInWanted } from '#components/failures/sign-in-next.ts';

/** Takes care of the user's wish to sign in again, on a page in a frame. */
export function FrameSignInWatch() {
  const router = useRouter();
  useEffect(
    () =>
      onSignInWanted(() => {
        void import('./sign-in-from-frame.ts').then(({ signInFromFrame }) => signInFromFrame());
      }),
    [],
  );
  // The page is loaded anew if somebody else has signed in, who must not see what the terminal shows.
  useEffect(() => onSignedIn(() => router.refresh()), [router]);
  return null;
}
