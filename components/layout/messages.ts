/** Every sentence of the layout around the pages. */
export const messages = {
  product: 'Podshell',
  home: 'Podshell, go to pods',
  skip: 'Skip to content',
  context: 'Context',
  chooseContext: 'Switch context',
  everywhere: 'General',
  contextSearch: 'Find a context',
  noContextMatch: 'No matching context.',
  contextUnknown: (name: string) => `${name} (not found)`,
  contextHint: (user: string, cluster: string, namespace: string) =>
    `${user} on ${cluster}${namespace === '' ? '' : `, namespace ${namespace}`}`,
  contextUnusable: (reason: string) => `Can’t be used: ${reason}`,
  noContexts: 'No context',
  noContextChosen: 'Choose a context',
  language: 'Language',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
  account: 'Account',
} as const;
