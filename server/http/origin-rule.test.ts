import { describe, expect, test } from 'vitest';
import { isWelcomeOrigin, isWelcomeSite, type OriginEvidence } from './origin-rule.ts';

const ALLOWED = ['https://portal.example.com'];

function evidence(changes: Partial<OriginEvidence>): OriginEvidence {
  return {
    host: 'podshell.example.com',
    origin: undefined,
    secFetchSite: undefined,
    forwardedProto: undefined,
    ...changes,
  };
}

describe('the origin', () => {
  test.each<[boolean, Partial<OriginEvidence>]>([
    [true, {}],
    [true, { origin: 'https://podshell.example.com' }],
    [true, { origin: 'http://podshell.example.com' }],
    [true, { origin: 'http://podshell.example.com', host: 'podshell.example.com:80' }],
    [true, { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    [true, { origin: 'http://[::1]:3000', host: '[::1]:3000' }],
    [true, { origin: 'https://podshell.example.com', host: 'PODSHELL.example.com' }],
    [true, { origin: 'https://portal.example.com' }],
    [true, { origin: 'https://podshell.example.com', forwardedProto: 'https' }],
    [true, { origin: 'https://podshell.example.com', forwardedProto: 'https, http' }],
    [false, { origin: 'http://podshell.example.com', forwardedProto: 'https' }],
    [false, { origin: 'http://podshell.example.com', forwardedProto: '' }],
    [false, { origin: 'null' }],
    [false, { origin: '' }],
    [false, { origin: 'https://evil.example.com' }],
    [false, { origin: 'https://podshell.example.com:8443' }],
    [false, { origin: 'https://podshell.example.com.evil.com' }],
    [false, { origin: 'https://podshell.example.com/' }],
    [false, { origin: 'https://podshell.example.com, https://podshell.example.com' }],
    [false, { origin: 'https://user@podshell.example.com' }],
    [false, { origin: 'ws://podshell.example.com' }],
    [false, { origin: 'http://localhost:3000', host: '127.0.0.1:3000' }],
    [false, { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:3000' }],
    [false, { origin: 'http://portal.example.com' }],
  ])('%s for %o', (expected, changes) => {
    expect(isWelcomeOrigin(evidence(changes), ALLOWED)).toBe(expected);
  });
});

describe('the site', () => {
  test.each<[boolean, Partial<OriginEvidence>]>([
    [true, {}],
    [true, { secFetchSite: 'same-origin' }],
    [true, { secFetchSite: 'none' }],
    [true, { secFetchSite: 'cross-site', origin: 'https://portal.example.com' }],
    [false, { secFetchSite: 'cross-site' }],
    [false, { secFetchSite: 'same-site' }],
    [false, { secFetchSite: 'same-origin,cross-site' }],
    [false, { secFetchSite: '' }],
    [false, { secFetchSite: 'cross-site', origin: 'https://podshell.example.com' }],
    [false, { secFetchSite: 'same-origin', origin: 'https://evil.example.com' }],
  ])('%s for %o', (expected, changes) => {
    expect(isWelcomeSite(evidence(changes), ALLOWED)).toBe(expected);
  });
});
