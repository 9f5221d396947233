'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { useLazyLayer } from '../layers/use-lazy-layer.ts';
import { onDemand } from '../on-demand.tsx';
import type { ChoicePickerProps } from './choice-picker-props.ts';

const ChoiceLayer = onDemand(async () => (await import('./choice-search.tsx')).ChoiceLayer);

/** A button that opens a searchable list, for hundreds of names. */
export function ChoicePicker(props: ChoicePickerProps) {
  const { layer, open, triggerProps } = useLazyLayer(ChoiceLayer.load);
  return (
    <>
      <Button
        {...triggerProps}
        onClick={(event) => {
          if (!open) props.onOpen?.();
          triggerProps.onClick(event);
        }}
        aria-haspopup="dialog"
        aria-label={`${props.label}: ${props.current}`}
        data-picker={props.name}
        className={classNames('min-w-0 max-w-full shrink justify-start', props.className)}
      >
        {props.icon}
        <span className="min-w-0 flex-1 truncate text-left">{props.current}</span>
        <ChevronsUpDown aria-hidden className="text-ink-muted" />
      </Button>
      {layer !== undefined && <ChoiceLayer {...props} layer={layer} />}
    </>
  );
}
