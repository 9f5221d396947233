/** Every sentence of signing in. */
export const messages = {
  title: 'Sign in',
  cluster: 'Cluster',
  context: 'Context',
  noContext: 'No current context',

  tokenIntro:
    'Podshell uses your own permissions in the cluster. Paste a bearer token that the cluster accepts.',
  token: 'Token',
  showToken: 'Show token',
  hideToken: 'Hide token',
  otherContext: 'Use another context',
  contextField: 'Context',
  contextHint: (current: string) =>
    current === ''
      ? 'The context of Podshell’s kubeconfig that the token is for.'
      : `The context of Podshell’s kubeconfig that the token is for. Leave empty to use ${current}.`,
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  wait: (seconds: number) => `Try again in ${seconds} s.`,
  howTo: 'Get a token for a service account:',

  providerIntro: 'Your identity provider signs you in and brings you back here.',
  signInWith: (provider: string) => `Sign in with ${provider}`,
  signInWithProvider: 'Sign in with your identity provider',

  proxyTitle: 'You are not signed in',
  proxyText:
    'A proxy in front of Podshell signs users in, but didn’t pass a user on. Open Podshell at the proxy’s address.',
  proxyAdmin:
    'If you did, ask your Podshell admin to check PODSHELL_TRUSTED_PROXIES and PODSHELL_PROXY_USER_HEADER.',
  ended: 'Your sign-in has ended.',
  again: 'Sign in again',
  againText: 'Your terminals and lists continue where they were.',
  reload: 'Reload',
  done: 'You are signed in',
  doneText: 'You can close this window.',
  tryAgain: 'Try again',

  frameTitle: 'You are not signed in',
  frameText: 'Podshell opens a window to sign in. It closes when you are done.',
  frameLost:
    'You are signed in, but this window has lost the page that opened it. Ask your Podshell admin: the page or the identity provider sets Cross-Origin-Opener-Policy.',
  frameProblems: {
    blocked: 'Your browser has blocked the window. Allow pop-ups for this page, then try again.',
    'not-kept':
      'Your browser doesn’t keep sign-ins for frames in this page. Update the browser, or open Podshell in its own tab.',
    insecure: 'Signing in inside another page needs HTTPS. Open Podshell in its own tab.',
  },
} as const;
