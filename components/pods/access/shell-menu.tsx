'use client';

import { ChevronDown } from 'lucide-react';
import { useContextName } from '#components/contexts/context-name.tsx';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button, type ButtonSize, type ButtonVariant } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Menu } from '#components/ui/layers/menu.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Pod } from '#protocol/api.ts';
import { podsCatalog } from '../catalog.ts';
import type { ShellChoice } from './shell-access.ts';

const Items = onDemand(async () => (await import('./shell-menu-items.tsx')).ShellMenuItems);

/** A pod's containers, links and favourite mark. Placed to the right of a button; what it holds loads when it opens. */
export function ShellMenu({
  pod,
  context,
  choices,
  variant,
  size,
  tabIndex,
}: {
  pod: Pick<Pod, 'namespace' | 'name' | 'owner'>;
  context: string | undefined;
  choices: readonly ShellChoice[];
  variant: ButtonVariant;
  size: ButtonSize;
  tabIndex?: -1 | undefined;
}) {
  const messages = useMessages(podsCatalog);
  const contextName = useContextName(context);
  return (
    <Menu
      label={messages.containersOf(pod.name)}
      load={Items.load}
      trigger={
        <Button
          variant={variant}
          size={size}
          tabIndex={tabIndex}
          aria-label={messages.moreActions(pod.name, messages.where(pod.namespace, contextName))}
          className={classNames('rounded-l-none px-1', variant === 'primary' ? 'ml-px' : '-ml-px')}
        >
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <Items
        place={{ context, namespace: pod.namespace, pod: pod.name }}
        contextName={contextName}
        choices={choices}
        podOwner={pod.owner}
      />
    </Menu>
  );
}
