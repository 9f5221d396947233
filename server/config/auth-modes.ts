/** The modes of `PODSHELL_AUTH`. */
export const AUTH_MODES = ['kubeconfig', 'token', 'oidc', 'proxy'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];
