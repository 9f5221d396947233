/** The settings of authentication. */

import { AUTH_MODES, type AuthMode } from './auth-modes.ts';
import { isClaimName, isHeaderName, isIssuer } from './auth-values.ts';
import { readPublicUrl } from './public-url.ts';
import { reasonRules } from './reason-rules.ts';
import { flag, list, oneOf, type SettingSpec, seconds, text } from './setting.ts';
import type { AuthSettings } from './settings.ts';

export const AUTH_SETTINGS: { readonly [Key in keyof AuthSettings]: SettingSpec<AuthSettings[Key]> } = {
  auth: {
    env: 'PODSHELL_AUTH',
    ...oneOf(AUTH_MODES),
    // Replaced when it is known where the cluster comes from.
    fallback: '' as AuthMode,
    unit: '',
    meaning:
      'Who is calling. `kubeconfig`: one local user with the permissions of the kubeconfig, on loopback addresses only. `token`: users sign in with a bearer token of the cluster. `oidc`: users sign in with an identity provider. `proxy`: a proxy in front signs users in. Default: `kubeconfig` where the cluster comes from a kubeconfig, `token` where it comes from a service account.',
  },
  secret: {
    env: 'PODSHELL_SECRET',
    ...list((key) => key.length >= 32, 'a comma list of keys of at least 32 characters'),
    isSecret: true,
    fallback: [],
    unit: 'comma list',
    meaning:
      'Keys for cookies: the first seals them, all open them. To rotate, put a new one first and remove the old one a day later; [several replicas](docs/replicas.md#keys) need one step more. Default: a random key, so that users sign in again after each restart.',
  },
  publicUrl: {
    env: 'PODSHELL_PUBLIC_URL',
    ...text(
      (url) => readPublicUrl(url) !== undefined,
      'a URL such as https://portal.example.com/podshell without a query, its path of letters, digits, -._~ and single slashes',
    ),
    fallback: '',
    unit: 'URL',
    meaning:
      'Where browsers reach Podshell. Its origin and host are allowed, its path is the base path of all that Podshell serves, and `https` makes cookies `Secure`. A proxy may leave the base path in requests or take it off. Mode `oidc` needs it unless browsers use a loopback address.',
  },
  recheckSeconds: {
    env: 'PODSHELL_RECHECK_SECONDS',
    ...seconds(0.1, 86_400),
    fallback: 60,
    unit: 'seconds',
    meaning: "How often an open shell's permission is checked again. A shell whose user has lost it ends.",
  },
  oidcIssuer: {
    env: 'PODSHELL_OIDC_ISSUER',
    ...text(isIssuer, 'an https URL, or http on a loopback address'),
    fallback: '',
    unit: 'URL',
    meaning: 'The identity provider, as its tokens name it (`iss`). Required in mode `oidc`.',
  },
  oidcClientId: {
    env: 'PODSHELL_OIDC_CLIENT_ID',
    ...text(() => true, 'a text'),
    fallback: '',
    unit: '',
    meaning: "Podshell's client id at the identity provider. Required in mode `oidc`.",
  },
  oidcClientSecret: {
    env: 'PODSHELL_OIDC_CLIENT_SECRET',
    ...text(() => true, 'a text'),
    isSecret: true,
    fallback: '',
    unit: '',
    meaning: 'Its secret. Empty for a public client.',
  },
  oidcScopes: {
    env: 'PODSHELL_OIDC_SCOPES',
    ...text(
      (scopes) => scopes.split(' ').includes('openid'),
      'a list of scopes with spaces between, openid among them',
    ),
    fallback: 'openid profile email groups offline_access',
    unit: 'scopes',
    meaning: 'What is requested of the identity provider. `offline_access` lets a sign-in be renewed.',
  },
  oidcToken: {
    env: 'PODSHELL_OIDC_TOKEN',
    ...oneOf(['id', 'access']),
    fallback: 'id',
    unit: '',
    meaning: 'Which token the API server gets, and programs send: the id token or the access token.',
  },
  oidcAudience: {
    env: 'PODSHELL_OIDC_AUDIENCE',
    ...text(() => true, 'a text'),
    fallback: '',
    unit: '',
    meaning: 'The audience that a bearer token of a program must name. Default: the client id.',
  },
  oidcUsernameClaim: {
    env: 'PODSHELL_OIDC_USERNAME_CLAIM',
    ...text(isClaimName, 'the name of a claim'),
    fallback: 'email',
    unit: 'claim',
    meaning: 'With `PODSHELL_IMPERSONATE`: the claim that names the user to the cluster.',
  },
  oidcGroupsClaim: {
    env: 'PODSHELL_OIDC_GROUPS_CLAIM',
    ...text(isClaimName, 'the name of a claim'),
    fallback: 'groups',
    unit: 'claim',
    meaning: "With `PODSHELL_IMPERSONATE`: the claim that names the user's groups to the cluster.",
  },
  impersonate: {
    env: 'PODSHELL_IMPERSONATE',
    ...flag(),
    fallback: false,
    unit: '',
    meaning:
      "In mode `oidc`, act with Podshell's own account, which impersonates the user, instead of passing the user's token on.",
  },
  impersonateGroups: {
    env: 'PODSHELL_IMPERSONATE_GROUPS',
    ...list(
      (group) => /^[^*]+\*?$/.test(group) && !group.startsWith('system:'),
      'a comma list of groups, each with * at most at its end, none of them system:',
    ),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Groups that may be claimed when a user is impersonated; `*` at the end stands for any rest. Groups that are not listed are left out, and `system:` groups always.',
  },
  proxyUserHeader: {
    env: 'PODSHELL_PROXY_USER_HEADER',
    ...text(isHeaderName, 'the name of a header'),
    fallback: 'X-Forwarded-User',
    unit: 'header',
    meaning: 'Mode `proxy`: names the user.',
  },
  proxyGroupsHeader: {
    env: 'PODSHELL_PROXY_GROUPS_HEADER',
    ...text(isHeaderName, 'the name of a header'),
    fallback: 'X-Forwarded-Groups',
    unit: 'header',
    meaning: "Mode `proxy`: names the user's groups, as a comma list or repeated.",
  },
  proxyTokenHeader: {
    env: 'PODSHELL_PROXY_TOKEN_HEADER',
    ...text(isHeaderName, 'the name of a header'),
    fallback: '',
    unit: 'header',
    meaning:
      "Mode `proxy`: the header with the user's own token, for instance `X-Forwarded-Access-Token` or `Authorization`. It is passed on to the cluster, and nobody is impersonated.",
  },
  audit: {
    env: 'PODSHELL_AUDIT',
    ...text(
      (place) => place === 'off' || place === 'stdout' || place.startsWith('/'),
      'off, stdout or an absolute path',
    ),
    fallback: 'off',
    unit: '',
    meaning:
      'Where the audit log goes: who signed in, what was refused, opened, resumed and ended. One JSON object a line. A file is opened again on SIGHUP. While lines cannot be written, no shells are opened.',
  },
  reason: {
    env: 'PODSHELL_REASON',
    ...reasonRules(),
    fallback: [],
    unit: 'comma list',
    meaning:
      'Whether users are asked why they open a shell, by namespace; the reason goes into the audit log. The first rule that fits counts, and `*` stands for any characters. Default: nobody is asked.',
  },
};
