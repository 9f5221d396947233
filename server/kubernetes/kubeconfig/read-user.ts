import type { ExecEntry, Impersonation, UserEntry } from './kubeconfig.ts';
import { type Fields, fieldsOf, flagOf, pemOf, textOf, textsOf, UnusableEntryError } from './read-fields.ts';

/** A user without credentials. */
export const ANONYMOUS: UserEntry = {
  name: '',
  token: undefined,
  tokenFile: undefined,
  basic: undefined,
  cert: undefined,
  certFile: undefined,
  key: undefined,
  keyFile: undefined,
  exec: undefined,
  authProvider: undefined,
  impersonate: undefined,
};

/** Versions of `client.authentication.k8s.io` that plugins of today speak. */
const EXEC_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** client-go had others, and removed them in 1.26. */
const AUTH_PROVIDERS = ['oidc'];

/**
 * A user of a kubeconfig, after client-go's `validateAuthInfo`: what is ambiguous or cannot be honoured is refused, so
 * that Podshell never acts as someone else.
 * @param absolute makes a file name of the kubeconfig absolute
 * @throws UnusableEntryError
 */
export function readUser(name: string, value: unknown, absolute: (file: string) => string): UserEntry {
  const fields = fieldsOf(value) ?? {};
  const file = (field: string): string | undefined => {
    const text = textOf(fields, field);
    return text === undefined ? undefined : absolute(text);
  };
  const username = textOf(fields, 'username');
  const password = textOf(fields, 'password');
  const user: UserEntry = {
    name,
    token: textOf(fields, 'token'),
    tokenFile: file('tokenFile'),
    basic:
      username === undefined && password === undefined
        ? undefined
        : { username: username ?? '', password: password ?? '' },
    cert: pemOf(fields, 'client-certificate-data'),
    certFile: file('client-certificate'),
    key: pemOf(fields, 'client-key-data'),
    keyFile: file('client-key'),
    exec: readExec(fields, absolute),
    authProvider: readAuthProvider(fields),
    impersonate: readImpersonation(fields),
  };
  check(user);
  return user;
}

function check(user: UserEntry): void {
  const hasToken = user.token !== undefined || user.tokenFile !== undefined;
  if (hasToken && user.basic !== undefined) {
    throw new UnusableEntryError(
      'its user has both a token and a user name; kubectl accepts only one of them',
    );
  }
  if (user.exec !== undefined && user.authProvider !== undefined) {
    throw new UnusableEntryError(
      'its user has both exec and auth-provider; kubectl accepts only one of them',
    );
  }
  const hasCert = user.cert !== undefined || user.certFile !== undefined;
  const hasKey = user.key !== undefined || user.keyFile !== undefined;
  if (hasCert !== hasKey) {
    throw new UnusableEntryError(
      hasCert
        ? 'its user has a client certificate without a key'
        : 'its user has a client key without a certificate',
    );
  }
}

function readExec(user: Fields, absolute: (file: string) => string): ExecEntry | undefined {
  const fields = fieldsOf(user.exec);
  if (fields === undefined) return undefined;
  const command = textOf(fields, 'command');
  if (command === undefined) throw new UnusableEntryError('exec has no command');
  const apiVersion = textOf(fields, 'apiVersion') ?? '';
  if (!EXEC_VERSIONS.includes(apiVersion)) {
    throw new UnusableEntryError(
      `the apiVersion of exec must be ${EXEC_VERSIONS.join(' or ')}. Update the plugin, then write the kubeconfig anew`,
    );
  }
  checkInteractiveMode(fields);
  return {
    apiVersion,
    // Like the shell, client-go looks up only names without a slash.
    command: command.includes('/') ? absolute(command) : command,
    args: textsOf(fields, 'args'),
    env: readExecEnv(fields),
    installHint: textOf(fields, 'installHint'),
    provideClusterInfo: flagOf(fields, 'provideClusterInfo'),
  };
}

function readExecEnv(exec: Fields): Record<string, string> {
  const env: Record<string, string> = {};
  if (!Array.isArray(exec.env)) return env;
  for (const item of exec.env) {
    const fields = fieldsOf(item) ?? {};
    const name = textOf(fields, 'name');
    if (name === undefined) throw new UnusableEntryError('a variable in the env of exec has no name');
    env[name] = textOf(fields, 'value') ?? '';
  }
  return env;
}

/** Podshell runs plugins without a terminal, so only a plugin that insists on one is refused. */
function checkInteractiveMode(exec: Fields): void {
  const mode = textOf(exec, 'interactiveMode') ?? 'IfAvailable';
  if (mode === 'Always') {
    throw new UnusableEntryError(
      'its exec plugin requires a terminal (interactiveMode: Always), and Podshell runs plugins without one. ' +
        'Sign in another way, or set interactiveMode to IfAvailable if the plugin can do without',
    );
  }
  if (mode !== 'Never' && mode !== 'IfAvailable') {
    throw new UnusableEntryError('the interactiveMode of exec must be Never, IfAvailable or Always');
  }
}

function readAuthProvider(user: Fields): UserEntry['authProvider'] {
  const fields = fieldsOf(user['auth-provider']);
  if (fields === undefined) return undefined;
  const name = textOf(fields, 'name') ?? '';
  if (!AUTH_PROVIDERS.includes(name)) {
    throw new UnusableEntryError(
      `the auth-provider "${name}" is not supported, as in kubectl since 1.26. Use the exec plugin of your provider`,
    );
  }
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(fieldsOf(fields.config) ?? {})) {
    if (typeof value === 'string') config[key] = value;
  }
  return { name, config };
}

function readImpersonation(fields: Fields): Impersonation | undefined {
  const user = textOf(fields, 'as');
  const uid = textOf(fields, 'as-uid');
  const groups = textsOf(fields, 'as-groups');
  const extra: Record<string, readonly string[]> = {};
  const extraFields = fieldsOf(fields['as-user-extra']) ?? {};
  for (const key of Object.keys(extraFields)) extra[key] = textsOf(extraFields, key);
  if (user !== undefined) return { user, uid, groups, extra };
  if (uid !== undefined || groups.length > 0 || Object.keys(extra).length > 0) {
    throw new UnusableEntryError('its user sets as-uid, as-groups or as-user-extra without as');
  }
  return undefined;
}
