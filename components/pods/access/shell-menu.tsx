'use client';

import { ChevronDown } from 'lucide-react';
import { buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { loadMenu, SharedMenu } from '#components/ui/layers/menu.tsx';
import type { LazyLayer } from '#components/ui/layers/use-lazy-layer.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Pod } from '#protocol/api.ts';
import type { ShellChoice } from './shell-access.ts';
import type { ButtonLook, ShellTools } from './shell-tools.ts';

const Items = onDemand(async () => (await import('./shell-menu-items.tsx')).ShellMenuItems);

/** Loads the code of the menu. */
export function loadShellMenu(): Promise<unknown> {
  return Promise.all([loadMenu(), Items.load()]);
}

/**
 * A pod's containers, links and favourite mark. Placed to the right of a button; what it holds loads when it opens.
 * A function, not a component: it is called for each row, and components cost React more.
 * @param layer if this pod's menu was opened last
 */
export function shellMenu(
  pod: Pick<Pod, 'uid' | 'namespace' | 'name' | 'owner'>,
  choices: readonly ShellChoice[],
  { context, contextName, where, messages, menuTrigger }: ShellTools,
  layer: LazyLayer | undefined,
  { variant, size, tabIndex }: ButtonLook,
) {
  return (
    <span className="relative inline-flex">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-label={messages.moreActions(pod.name, where(pod.namespace))}
        {...menuTrigger(pod.uid, layer?.open === true)}
        className={classNames(
          buttonClasses(variant, size),
          'rounded-l-none px-1',
          variant === 'primary' ? 'ml-px' : '-ml-px',
        )}
      >
        {CHEVRON}
      </button>
      {layer !== undefined && (
        <SharedMenu layer={layer} label={messages.containersOf(pod.name)}>
          <Items
            place={{ context, namespace: pod.namespace, pod: pod.name }}
            contextName={contextName}
            choices={choices}
            podOwner={pod.owner}
          />
        </SharedMenu>
      )}
    </span>
  );
}

/** The same element each time: React need not compare it. */
const CHEVRON = <ChevronDown aria-hidden />;
