/** Every sentence of the frame around the pages. */
export const messages = {
  product: 'Podshell',
  home: 'Podshell, to the pods',
  skip: 'Skip to the content',
  context: 'Context',
  chooseContext: 'Choose a context',
  everywhere: 'Everywhere',
  contextSearch: 'Find a context',
  noContextMatch: 'No context of the kubeconfig has such a name.',
  contextUnknown: (name: string) => `${name} (unknown)`,
  contextHint: (user: string, cluster: string, namespace: string) =>
    `${user} on ${cluster}${namespace === '' ? '' : `, namespace ${namespace}`}`,
  noContexts: 'no context',
  description: 'A shell in a Kubernetes pod, from the browser.',
  language: 'Language',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or what it showed is gone.',
  toPods: 'Go to the pods',
  errorTitle: 'This page could not be shown',
  errorText:
    'Something went wrong in Podshell itself. Trying again often helps; the log of the server names the cause.',
  errorDigest: (digest: string) => `Reference ${digest}`,
  tryAgain: 'Try again',
} as const;
