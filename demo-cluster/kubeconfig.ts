/** The kubeconfig of the demo cluster: one cluster, one user and one context for each token. */

export interface KubeconfigInput {
  readonly url: string;
  readonly caPem: string;
  /** Token by user name. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly namespace: string;
  readonly currentUser: string;
}

/** The text of a kubeconfig (YAML). Each token gets a context named after its user. */
export function kubeconfigText(input: KubeconfigInput): string {
  const users = [...input.tokens.keys()];
  return [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${input.currentUser}`,
    'clusters:',
    '- name: demo',
    '  cluster:',
    `    server: ${input.url}`,
    `    certificate-authority-data: ${Buffer.from(input.caPem).toString('base64')}`,
    'contexts:',
    ...users.flatMap((user) => [
      `- name: ${user}`,
      '  context:',
      '    cluster: demo',
      `    user: ${user}`,
      `    namespace: ${input.namespace}`,
    ]),
    'users:',
    ...[...input.tokens].flatMap(([user, token]) => [`- name: ${user}`, '  user:', `    token: ${token}`]),
    '',
  ].join('\n');
}
