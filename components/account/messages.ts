/** Every sentence of the account menu, which loads when it opens. */
export const messages = {
  loading: 'Asking the cluster who you are…',
  user: 'User',
  groups: 'Groups',
  noGroups: 'None',
  groupsLeftOut:
    'You are in too many groups, so your identity provider left some out of your sign-in. You don’t have the permissions that come with them here. Ask your Podshell admin.',
  expires: 'Sign-in expires',
  modes: {
    kubeconfig: 'Podshell uses the credentials of its kubeconfig.',
    token: 'Signed in with a token.',
    oidc: 'Signed in with your identity provider.',
    proxy: 'Signed in by the proxy in front of Podshell.',
  },
  asTheCluster: 'User and groups come from the cluster.',
  signOut: 'Sign out',
  signingOut: 'Signing out…',
  tryAgain: 'Try again',
} as const;
