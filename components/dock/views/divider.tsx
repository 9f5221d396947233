'use client';

import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { MIN_SHARE } from '../state/dock-layout.ts';

/** How far an arrow key moves the border, as a share of the whole. */
const STEP = 0.05;

/**
 * A border that can be dragged or moved with arrow keys; a double click resets it.
 * @param lies `upright` between panes side by side
 * @param value the share before the border, from 0 to 1
 * @param rest the share after a double click
 * @param shareAt the share that puts the border at the pointer
 */
export function Divider({
  lies,
  label,
  value,
  rest,
  shareAt,
  onMove,
  style,
  className,
}: {
  lies: 'upright' | 'flat';
  label: string;
  value: number;
  rest: number;
  shareAt: (pointer: PointerEvent<HTMLElement>) => number;
  onMove: (share: number) => void;
  style?: CSSProperties;
  className?: string;
}) {
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(shareAt(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Partial<Record<string, number>> =
      lies === 'upright' ? { ArrowLeft: -STEP, ArrowRight: STEP } : { ArrowUp: -STEP, ArrowDown: STEP };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(value + step);
  };
  return (
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation={lies === 'upright' ? 'vertical' : 'horizontal'}
      aria-valuemin={MIN_SHARE * 100}
      aria-valuemax={100 - MIN_SHARE * 100}
      aria-valuenow={Math.round(value * 100)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onDoubleClick={() => onMove(rest)}
      onKeyDown={onKeyDown}
      style={style}
      className={classNames(
        'absolute z-20 flex touch-none items-center justify-center border-0 outline-none',
        'after:bg-line after:transition-colors after:content-[""] hover:after:bg-accent focus-visible:after:bg-focus active:after:bg-accent',
        lies === 'upright'
          ? 'w-2 -translate-x-1/2 cursor-col-resize after:h-full after:w-px hover:after:w-0.5 focus-visible:after:w-1'
          : 'h-2 -translate-y-1/2 cursor-row-resize after:h-px after:w-full hover:after:h-0.5 focus-visible:after:h-1',
        className,
      )}
    />
  );
}
