'use client';

import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';

/** A button of the bar under the screen. */
export function PlayerButton({
  label,
  shortcut,
  isPressed,
  variant = 'ghost',
  onClick,
  children,
}: {
  /** Its name. */
  label: string;
  /** The key that does the same. */
  shortcut?: string;
  /** Of a button that turns something on and off. */
  isPressed?: boolean;
  variant?: 'ghost' | 'primary';
  onClick: () => void;
  /** Its icon. */
  children: ReactNode;
}) {
  return (
    <Tooltip text={shortcut === undefined ? label : `${label} (${shortcut})`}>
      <Button
        variant={variant}
        size="icon"
        aria-label={label}
        aria-pressed={isPressed}
        onClick={onClick}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      >
        {children}
      </Button>
    </Tooltip>
  );
}
