'use client';

import { LogIn } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { oidcSignInRoute } from '#components/addresses/sign-in-addresses.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInCatalog } from './catalog.ts';

/** Leads to the identity provider, and back to a path of ours. @param provider its host; '' if unknown */
export function ProviderLink({ provider, returnTo }: { provider: string; returnTo: string }) {
  return <ProviderButton provider={provider} href={oidcSignInRoute(returnTo)} />;
}

/** The same for any way there. */
export function ProviderButton({ provider, href }: { provider: string; href: string }) {
  const messages = useMessages(signInCatalog);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <div>
      <Button asChild variant="primary" className="max-w-full">
        <a ref={link} href={href}>
          <LogIn aria-hidden />
          <span className="truncate">
            {provider === '' ? messages.signInWithProvider : messages.signInWith(provider)}
          </span>
        </a>
      </Button>
    </div>
  );
}
