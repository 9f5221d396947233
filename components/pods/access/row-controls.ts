import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { openInDock } from '#components/addresses/open-in-dock.ts';
import { podHref, shellHref } from '#components/addresses/pages.ts';
import type { Pod } from '#protocol/api.ts';
import { shellChoices, shellPlace } from './shell-access.ts';
import type { ShellActions, ShellTools } from './shell-tools.ts';

/** What a row has to press: the pod's name, the Shell button and the button of its menu. */
export type RowControl = 'page' | 'shell' | 'menu';

/** Marks a control. */
export function rowControl(control: RowControl) {
  return { 'data-control': control } as const;
}

/**
 * The handlers of all rows, for the element that holds them. Rows have none of their own: they are plain elements, which
 * show another pod by changing their attributes. A row carries its pod's uid as `data-uid`.
 * @param podOf the pod with this uid
 */
export function rowHandlers(
  podOf: (uid: string) => Pod | undefined,
  tools: ShellTools,
  { follow, menuTrigger }: ShellActions,
  isOpen: (uid: string) => boolean,
) {
  const press = (event: MouseEvent) => {
    const found = pressed(event.target, podOf);
    if (found === undefined) return;
    const { control, button, pod } = found;
    switch (control) {
      case 'page':
        follow(event, podHref({ context: tools.context, namespace: pod.namespace, pod: pod.name }));
        return;
      case 'shell': {
        const [choice] = shellChoices(pod, tools.messages);
        if (choice === undefined) return;
        const shell = shellPlace(pod, choice.container, tools);
        follow(event, shellHref(shell), () => openInDock(shell));
        return;
      }
      case 'menu':
        menuTrigger(pod.uid, isOpen(pod.uid)).onClick({ detail: event.detail, currentTarget: button });
    }
  };
  const prepare = ({ target }: FocusEvent | PointerEvent) => {
    const found = pressed(target, podOf);
    if (found?.control === 'menu') menuTrigger(found.pod.uid, false).onFocus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const found = pressed(event.target, podOf);
    if (found?.control !== 'menu') return;
    const { button, pod } = found;
    menuTrigger(pod.uid, isOpen(pod.uid)).onKeyDown({
      key: event.key,
      currentTarget: button,
      preventDefault: () => event.preventDefault(),
    });
  };
  return { onClick: press, onPointerOver: prepare, onFocus: prepare, onKeyDown };
}

interface Pressed {
  readonly control: RowControl;
  readonly button: HTMLElement;
  readonly pod: Pod;
}

function pressed(target: EventTarget, podOf: (uid: string) => Pod | undefined): Pressed | undefined {
  if (!(target instanceof Element)) return undefined;
  const button = target.closest<HTMLElement>('[data-control]');
  const uid = button?.closest<HTMLElement>('[data-uid]')?.dataset.uid;
  const pod = uid === undefined ? undefined : podOf(uid);
  if (button === null || pod === undefined) return undefined;
  return { control: button.dataset.control as RowControl, button, pod };
}
