/** Every sentence about contexts, their colours, and where a pod is. */

import type { ContextColour } from './context-colours.ts';

export const messages = {
  /** Where a pod is, for screen readers. @param context '' if unknown */
  where: (namespace: string, context: string) =>
    context === '' ? `namespace ${namespace}` : `namespace ${namespace}, context ${context}`,
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
