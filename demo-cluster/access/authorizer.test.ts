import { describe, expect, test } from 'vitest';
import { Authorizer, type ResourceAttributes, ruleAllows } from './authorizer.ts';
import { BINDINGS } from './roles.ts';
import { ANONYMOUS, type DemoUserName, TokenTable } from './users.ts';

const authorizer = new Authorizer(BINDINGS);
const names = ['admin', 'alice', 'bob', 'carol', 'dave'] as const;
const table = new TokenTable(
  names,
  (() => {
    let next = 0;
    return () => `token-${next++}`;
  })(),
);

function user(name: DemoUserName) {
  const found = table.userOf(table.tokens.get(name) ?? '');
  if (found === undefined) throw new Error(`no user ${name}`);
  return found;
}

function attributes(text: string): ResourceAttributes {
  const [verb = '', path = '', namespace = ''] = text.split(' ');
  const [resource = '', subresource = ''] = path.split('/');
  return { kind: 'resource', verb, group: '', resource, subresource, namespace, name: '' };
}

const allowed = (name: DemoUserName, text: string) => authorizer.decide(user(name), attributes(text)).allowed;

describe('the three users', () => {
  test.each([
    ['admin', 'delete pods team-b', true],
    ['admin', 'list secrets', true],
    ['alice', 'list pods team-a', true],
    ['alice', 'watch pods team-a', true],
    ['alice', 'get pods team-a', true],
    ['alice', 'get pods/log team-a', true],
    ['alice', 'get pods/exec team-a', true],
    ['alice', 'create pods/exec team-a', true],
    ['alice', 'create pods/attach team-a', false],
    ['alice', 'patch pods/ephemeralcontainers team-a', false],
    ['alice', 'delete pods team-a', false],
    ['alice', 'list pods team-b', false],
    ['alice', 'list pods', false],
    ['alice', 'list namespaces', false],
    ['bob', 'list pods team-a', true],
    ['bob', 'watch pods team-a', false],
    ['bob', 'get pods team-a', false],
    ['bob', 'get pods/log team-a', false],
    ['bob', 'create pods/exec team-a', false],
    ['carol', 'get pods/exec team-a', true],
    ['carol', 'create pods/exec team-a', false],
    ['dave', 'get pods/exec team-a', false],
    ['dave', 'create pods/exec team-a', true],
  ] as const)('%s, %s: %s', (name, text, expected) => {
    expect(allowed(name, text)).toBe(expected);
  });

  test('an anonymous caller may read health and version, and nothing else', () => {
    const path = (pathname: string) =>
      authorizer.decide(ANONYMOUS, { kind: 'path', verb: 'get', path: pathname }).allowed;
    expect(['/healthz', '/livez', '/readyz', '/version'].map(path)).toEqual([true, true, true, true]);
    expect(['/api', '/apis', '/openapi/v3', '/', '/healthz/etcd'].map(path)).toEqual(Array(5).fill(false));
    expect(authorizer.decide(ANONYMOUS, attributes('list pods team-a')).allowed).toBe(false);
  });

  test('an unknown token gives no user', () => {
    expect(table.userOf('token-99')).toBeUndefined();
  });
});

describe('rules', () => {
  test('a star includes subresources, a resource name does not', () => {
    const rule = (resources: string[]) => ({ verbs: ['get'], apiGroups: [''], resources });
    expect(ruleAllows(rule(['*']), attributes('get pods/exec x'))).toBe(true);
    expect(ruleAllows(rule(['*/exec']), attributes('get pods/exec x'))).toBe(true);
    expect(ruleAllows(rule(['*/exec']), attributes('get pods/log x'))).toBe(false);
    expect(ruleAllows(rule(['pods']), attributes('get pods/exec x'))).toBe(false);
  });

  test('resource names narrow a rule', () => {
    const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['web'] };
    expect(ruleAllows(rule, { ...attributes('get pods x'), name: 'web' })).toBe(true);
    expect(ruleAllows(rule, attributes('get pods x'))).toBe(false);
  });

  test('a path pattern ends in a star', () => {
    const rule = { verbs: ['get'], nonResourceURLs: ['/api/*'] };
    expect(ruleAllows(rule, { kind: 'path', verb: 'get', path: '/api/v1' })).toBe(true);
    expect(ruleAllows(rule, { kind: 'path', verb: 'get', path: '/apis' })).toBe(false);
    expect(ruleAllows(rule, { kind: 'path', verb: 'post', path: '/api/v1' })).toBe(false);
  });
});

describe('tokens', () => {
  test('expire at the time that they name, and can be revoked before', () => {
    let now = 1_000_000;
    const tokens = new TokenTable(
      ['alice'],
      () => 'random',
      [],
      () => now,
    );
    const token = tokens.issue('alice', 60_000);
    const [, claims = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({ sub: 'alice', exp: 1060 });
    expect(tokens.userOf(token)?.username).toBe('alice');
    now += 60_000;
    expect(tokens.userOf(token)).toBeUndefined();
    const other = tokens.issue('alice', 60_000);
    tokens.revoke(other);
    expect(tokens.userOf(other)).toBeUndefined();
    expect(tokens.userOf('random')?.username).toBe('alice');
  });
});
