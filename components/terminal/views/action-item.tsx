import type { LucideIcon } from 'lucide-react';
import { Keys } from '#components/actions/keys.tsx';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import { platformOf } from '#components/keys/platform.ts';
import { MenuItem } from '#components/ui/layers/menu.tsx';

/**
 * Creates the handler of a menu item.
 * @param focus what gets the focus afterwards; `elsewhere`: `act` moves it
 */
export type ChooseItem = (focus: 'terminal' | 'elsewhere', act: () => void) => () => void;

/** One action. */
export function ActionItem({
  icon: Icon,
  name,
  obstacle,
  shortcut,
  onChoose,
}: {
  icon: LucideIcon;
  name: string;
  /** Why the action is disabled; undefined if it is not. */
  obstacle?: string | undefined;
  /** The keys that do the same. */
  shortcut?: Shortcut;
  onChoose: () => void;
}) {
  if (obstacle !== undefined) {
    return (
      <MenuItem disabled>
        <Icon aria-hidden />
        <span className="grid">
          {name}
          <span className="text-xs">{obstacle}</span>
        </span>
      </MenuItem>
    );
  }
  return (
    <MenuItem asChild>
      <button type="button" onClick={onChoose} className="w-full text-left">
        <Icon aria-hidden />
        <span className="min-w-0 flex-1">{name}</span>
        {shortcut !== undefined && (
          <span aria-hidden className="pointer-coarse:hidden pl-4">
            <Keys shortcut={shortcut} platform={platformOf(navigator.userAgent)} />
          </span>
        )}
      </button>
    </MenuItem>
  );
}
