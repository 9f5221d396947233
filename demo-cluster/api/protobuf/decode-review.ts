/**
 * Decodes reviews in Kubernetes' protobuf encoding, which kubectl uses for `auth can-i` and `auth whoami`.
 * Answers are JSON, which every client accepts.
 */

import { badRequest } from '../../objects/status-error.ts';
import { decodeMessage, readEnvelope } from './decode-message.ts';
import { type Field, type Message, one } from './message.ts';

const text = (name: string): Field => one(name, 'string-pointer');

const resourceAttributes: Message = {
  1: text('namespace'),
  2: text('verb'),
  3: text('group'),
  4: text('version'),
  5: text('resource'),
  6: text('subresource'),
  7: text('name'),
};
const accessSpec: Message = {
  1: { name: 'resourceAttributes', type: resourceAttributes },
  2: { name: 'nonResourceAttributes', type: { 1: text('path'), 2: text('verb') } },
};

/** By kind. `spec` is field 2 of each review that has one. */
const REVIEWS: Readonly<Record<string, Message>> = {
  SelfSubjectAccessReview: { 2: { name: 'spec', type: accessSpec } },
  SelfSubjectRulesReview: { 2: { name: 'spec', type: { 1: text('namespace') } } },
  SelfSubjectReview: {},
};

/** The review as its JSON form. @throws StatusError 400 */
export function decodeReview(body: Buffer): Record<string, unknown> {
  const { apiVersion, kind, raw } = readEnvelope(body);
  const message = REVIEWS[kind];
  if (message === undefined) throw badRequest(`no kind "${kind}" is registered in this path`);
  return { apiVersion, kind, ...decodeMessage(raw, message, 'skip') };
}
