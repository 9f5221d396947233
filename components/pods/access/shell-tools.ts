import type { Follow } from '#components/links/use-follow.ts';
import type { ButtonSize, ButtonVariant } from '#components/ui/button.tsx';
import type { SharedTrigger } from '#components/ui/layers/use-shared-layer.ts';
import type { PodsMessages } from '../catalog.ts';

/** What the Shell buttons of many pods share. Stable across renders. */
export interface ShellTools {
  readonly context: string | undefined;
  /** '' if unknown. */
  readonly contextName: string;
  /** Where a namespace is, for screen readers. */
  readonly where: (namespace: string) => string;
  readonly messages: PodsMessages;
}

/** What the buttons do. Those of rows are plain elements without handlers: see `rowHandlers`. */
export interface ShellActions {
  readonly follow: Follow;
  /** For the buttons of their menus, whose owner is the pod's uid. */
  readonly menuTrigger: SharedTrigger;
}

export interface ButtonLook {
  readonly variant: ButtonVariant;
  readonly size: ButtonSize;
  /** In a list whose arrow keys lead to the button. */
  readonly tabIndex?: -1 | undefined;
}
