/** Every sentence of the 404 page. It is rarely shown, so they are no part of the layout's. */
export const messages = {
  title: 'Page not found',
  text: 'Check the address, or go to the pods.',
  toPods: 'Go to pods',
} as const;
