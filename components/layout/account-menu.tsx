'use client';

import { CircleUser } from 'lucide-react';
import { useActions } from '#components/actions/use-actions.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/layers/popover.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { frameCatalog } from './catalog.ts';

const AccountCard = onDemand(async () => (await import('#components/account/account-card.tsx')).AccountCard);

/** Who the user is, and signing out. */
export function AccountMenu() {
  const { account, everywhere } = useMessages(frameCatalog);
  useActions([
    {
      id: 'go.account',
      label: account,
      group: everywhere,
      shortcut: 'g u',
      run: () => document.querySelector<HTMLButtonElement>('[data-account]')?.click(),
    },
  ]);
  return (
    <Popover
      label={account}
      align="end"
      load={AccountCard.load}
      trigger={
        <Button variant="ghost" size="icon" aria-label={account} data-account="">
          <CircleUser aria-hidden />
        </Button>
      }
    >
      {() => <AccountCard />}
    </Popover>
  );
}
