'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { onSignInEnded } from '#components/failures/sign-in-end.ts';
import { loadPatiently } from '#components/ui/load-patiently.ts';
import type { SignInAgainProps } from './sign-in-again.tsx';

const SignInAgain = lazy(async () => ({
  default: (await loadPatiently(() => import('./sign-in-again.tsx'))).SignInAgain,
}));

/** Waits for the end of the user's sign-in. What offers the next one loads then. */
export function SignInWatch(props: SignInAgainProps) {
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onSignInEnded(() => setEnded(true)), []);
  return hasEnded ? (
    <Suspense>
      <SignInAgain {...props} />
    </Suspense>
  ) : null;
}
