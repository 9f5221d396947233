/** Every sentence of the page for unexpected errors. Next sends them with every page, so they are a catalog of their own. */
export const messages = {
  title: 'This page failed to load',
  text: 'Podshell hit an internal error. Try again. If this keeps happening, check the server log.',
  digest: (digest: string) => `Error reference: ${digest}`,
  tryAgain: 'Try again',
} as const;
