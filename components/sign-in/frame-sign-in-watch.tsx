'use client';

import { useEffect } from 'react';
import { onSignInWanted } from '#components/failures/sign-in-next.ts';

/** Takes care of the user's wish to sign in again, on a page in a frame. */
export function FrameSignInWatch() {
  useEffect(
    () =>
      onSignInWanted(() => {
        void import('./sign-in-from-frame.ts').then(({ signInFromFrame }) => signInFromFrame());
      }),
    [],
  );
  return null;
}
