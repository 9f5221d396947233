'use client';

import { useEffect, useState } from 'react';
import { onSignInEnded } from '#components/failures/sign-in-end.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { SignInAgainProps } from './sign-in-again.tsx';

const SignInAgain = onDemand(async () => (await import('./sign-in-again.tsx')).SignInAgain);

/** Waits for the end of the user's sign-in. What offers the next one loads then. */
export function SignInWatch(props: SignInAgainProps) {
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSignInEnded(() => setEnded(true)), []);
  return hasEnded ? <SignInAgain {...props} /> : null;
}
