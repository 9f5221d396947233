'use client';

import { useEffect, useState } from 'react';
import { onSignInEnded } from '#components/failures/sign-in-end.ts';
import { onSignInWanted } from '#components/failures/sign-in-next.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { SignInAgainProps } from './sign-in-again.tsx';

const SignInAgain = onDemand(async () => (await import('./sign-in-again.tsx')).SignInAgain);

/**
 * Waits for the end of the user's sign-in. What offers the next one loads then, and a click that comes before it is
 * there counts.
 */
export function SignInWatch(props: Omit<SignInAgainProps, 'wishes'>) {
  const [hasEnded, setEnded] = useState(false);
  const [wishes, setWishes] = useState(0);
  useEffect(() => onSignInEnded(() => setEnded(true)), []);
  useEffect(() => {
    if (hasEnded) return onSignInWanted(() => setWishes((before) => before + 1));
  }, [hasEnded]);
  return hasEnded ? <SignInAgain {...props} wishes={wishes} /> : null;
}
