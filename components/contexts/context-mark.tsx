import { classNames } from '#components/ui/class-names.ts';
import type { ContextColour } from './context-colours.ts';

type Marked = Exclude<ContextColour, 'none'>;

/** A shape for each colour, so that the marks differ without colours, too. In a box of 12 by 12. */
const SHAPES: Record<Marked, string> = {
  red: 'M6 .3 12 11.5H0z',
  amber: 'M4 .5h4V4h3.5v4H8v3.5H4V8H.5V4H4z',
  green: 'M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
  blue: 'M1 1h10v10H1z',
  violet: 'M6 0l6 6-6 6-6-6z',
};

const INKS: Record<Marked, string> = {
  red: 'text-bad-text',
  amber: 'text-warn-text',
  green: 'text-good-text',
  blue: 'text-info-text',
  violet: 'text-violet-text',
};

/** The mark of a context that has a colour, beside its name. */
export function ContextMark({ colour, className }: { colour: ContextColour; className?: string }) {
  if (colour === 'none') return null;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      data-context-colour={colour}
      className={classNames('size-2.5 shrink-0', INKS[colour], className)}
    >
      <path fill="currentColor" d={SHAPES[colour]} />
    </svg>
  );
}

/** Class for a border in the context's colour, for instance with `border-t-2`; '' without a colour. */
export function contextBorder(colour: ContextColour): string {
  return colour === 'none' ? '' : BORDERS[colour];
}

const BORDERS: Record<Marked, string> = {
  red: 'border-t-bad-text',
  amber: 'border-t-warn-text',
  green: 'border-t-good-text',
  blue: 'border-t-info-text',
  violet: 'border-t-violet-text',
};
