'use client';

import { buttonClasses } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { loadMenu, MENU_PLACE, SharedMenu } from '#components/ui/layers/menu.tsx';
import { type LazyLayer, openerState } from '#components/ui/layers/use-lazy-layer.ts';
import type { SharedTrigger } from '#components/ui/layers/use-shared-layer.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { plainIcon } from '#components/ui/plain/plain-icon.tsx';
import type { Pod } from '#protocol/api.ts';
import { rowControl } from './row-controls.ts';
import { podShellChoices } from './shell-access.ts';
import type { ButtonLook, ShellTools } from './shell-tools.ts';

const Items = onDemand(async () => (await import('./shell-menu-items.tsx')).ShellMenuItems);

/** Loads the code of the menu. */
export function loadShellMenu(): Promise<unknown> {
  return Promise.all([loadMenu(), Items.load()]);
}

/**
 * Opens a pod's menu: its containers, links and favourite mark. Placed to the right of a button; what it holds loads
 * when it opens. Plain elements, for rows.
 * @param isOpen the menu is this pod's, and open
 * @param trigger undefined: the row has the handlers
 */
export function shellMenuButton(
  pod: Pick<Pod, 'uid' | 'namespace' | 'name'>,
  isOpen: boolean,
  { where, messages }: ShellTools,
  { variant, size, tabIndex }: ButtonLook,
  trigger?: SharedTrigger,
) {
  return (
    <span className="relative inline-flex">
      <button
        type="button"
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-label={messages.moreActions(pod.name, where(pod.namespace))}
        {...rowControl('menu')}
        {...(trigger === undefined ? openerState(isOpen) : trigger(pod.uid, isOpen))}
        className={classNames(
          buttonClasses(variant, size),
          'rounded-l-none px-1',
          variant === 'primary' ? 'ml-px' : '-ml-px',
        )}
      >
        {CHEVRON}
      </button>
      {MENU_PLACE}
    </span>
  );
}

/** The menu that a {@link shellMenuButton} has opened. */
export function ShellMenu({
  pod,
  obstacle,
  tools: { context, contextName, messages },
  layer,
}: {
  pod: Pick<Pod, 'namespace' | 'name' | 'owner' | 'containers' | 'defaultContainer'>;
  /** Why no container allows a shell; undefined if that depends on the container. */
  obstacle: string | undefined;
  tools: ShellTools;
  layer: LazyLayer;
}) {
  return (
    <SharedMenu layer={layer} label={messages.containersOf(pod.name)}>
      <Items
        place={{ context, namespace: pod.namespace, pod: pod.name }}
        contextName={contextName}
        choices={podShellChoices(pod, obstacle, messages)}
        podOwner={pod.owner}
      />
    </SharedMenu>
  );
}

const CHEVRON = plainIcon('chevron-down');
