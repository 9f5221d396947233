/** What a server and its account need for users whom a proxy on this machine names. */

export const PROXY_MODE = { PODSHELL_AUTH: 'proxy', PODSHELL_TRUSTED_PROXIES: '127.0.0.1' } as const;

/** Rules of an account that acts as any user, and as these groups. */
export function mayImpersonate(...groups: readonly string[]) {
  return [
    { verbs: ['impersonate'], apiGroups: [''], resources: ['users'] },
    { verbs: ['impersonate'], apiGroups: [''], resources: ['groups'], resourceNames: groups },
  ];
}
