import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatusError } from '../../objects/status-error.ts';
import { decodeReview } from './decode-review.ts';
import { fieldOf as field, framed } from './encode-message.ts';

const review = (kind: string, body: Buffer) => framed('authorization.k8s.io/v1', kind, [body]);

const NAMES = ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];

describe('reviews in protobuf', () => {
  test('resource attributes are decoded', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 7, maxLength: 7 }), (values) => {
        const attributes = Buffer.concat(values.map((value, index) => field(index + 1, value)));
        const body = Buffer.concat([field(1, ''), field(2, field(1, attributes))]);
        expect(decodeReview(review('SelfSubjectAccessReview', body))).toEqual({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: Object.fromEntries(NAMES.map((name, index) => [name, values[index]])),
          },
        });
      }),
    );
  });

  test('path attributes and namespaces are decoded', () => {
    const path = field(2, field(2, Buffer.concat([field(1, '/healthz'), field(2, 'get')])));
    expect(decodeReview(review('SelfSubjectAccessReview', path)).spec).toEqual({
      nonResourceAttributes: { path: '/healthz', verb: 'get' },
    });
    expect(decodeReview(review('SelfSubjectRulesReview', field(2, field(1, 'team-a')))).spec).toEqual({
      namespace: 'team-a',
    });
  });

  test('fields of other wire types are skipped', () => {
    const others = Buffer.from([0x48, 0x96, 0x01, 0x51, 1, 2, 3, 4, 5, 6, 7, 8, 0x5d, 1, 2, 3, 4]);
    const body = Buffer.concat([others, field(2, field(1, 'x'))]);
    expect(decodeReview(review('SelfSubjectRulesReview', body)).spec).toEqual({ namespace: 'x' });
  });

  test('any bytes decode or throw a StatusError', () => {
    const bytes = fc.uint8Array().map((array) => Buffer.from(array));
    const framed = bytes.map((body) => review('SelfSubjectAccessReview', body));
    const prefixed = bytes.map((body) => Buffer.concat([Buffer.from('k8s\0'), body]));
    fc.assert(
      fc.property(fc.oneof(bytes, framed, prefixed), (body) => {
        try {
          decodeReview(body);
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError);
        }
      }),
    );
  });
});
