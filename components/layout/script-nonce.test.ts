import { describe, expect, test } from 'vitest';
import { scriptNonce } from './script-nonce.ts';

describe('script nonce', () => {
  test('comes from x-nonce', () => {
    expect(scriptNonce(new Headers({ 'x-nonce': 'abc' }))).toBe('abc');
  });

  test('or else from the policy', () => {
    const policy = "default-src 'self'; script-src 'nonce-r4nd0m+/=' 'strict-dynamic'";
    expect(scriptNonce(new Headers({ 'content-security-policy': policy }))).toBe('r4nd0m+/=');
  });

  test('is undefined without either', () => {
    expect(scriptNonce(new Headers())).toBeUndefined();
    expect(scriptNonce(new Headers({ 'content-security-policy': "default-src 'self'" }))).toBeUndefined();
  });
});
