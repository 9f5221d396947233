/** Every sentence about contexts and their colours. */

import type { ContextColour } from './context-colours.ts';

export const messages = {
  colourOf: (name: string) => `Color of context ${name}`,
  colours: {
    none: 'No color',
    red: 'Red',
    amber: 'Amber',
    green: 'Green',
    blue: 'Blue',
    violet: 'Violet',
  } satisfies Record<ContextColour, string>,
} as const;
