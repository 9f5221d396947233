'use client';

import { useLayoutEffect, useState } from 'react';
import { keepFor } from '#components/addresses/kept-for-user.ts';

/**
 * Keeps what belongs to one user of this browser from the next. Its effect runs before those that read what is kept.
 * @param user tells users apart; '' for nobody
 */
export function PageUser({ user }: { user: string }) {
  const [first] = useState(user);
  useLayoutEffect(() => {
    if (user === first) keepFor(user);
    // Somebody else has signed in on the open page, whose terminals and lists are the first user's.
    else if (user !== '') window.location.reload();
  }, [user, first]);
  return null;
}
