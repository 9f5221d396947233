/** How shortcuts are written for people. */
export const messages = {
  /** Between the two keys of a sequence. */
  andThen: 'then',
} as const;
