/** Answers the self-subject reviews: access, rules and identity of the caller. */

import type { IncomingMessage } from 'node:http';
import type { Attributes } from '../access/authorizer.ts';
import { isRecord } from '../objects/json-object.ts';
import { badRequest, invalid, unknownResource } from '../objects/status-error.ts';
import { timestamp } from '../objects/timestamp.ts';
import { mediaType, readBody, readObject } from './body.ts';
import type { Exchange } from './exchange.ts';
import { decodeReview } from './protobuf/decode-review.ts';
import { PROTOBUF } from './protobuf/envelope.ts';
import { sendJson } from './reply.ts';
import { ACCESS_REVIEW, type ReviewResource, RULES_REVIEW, SUBJECT_REVIEW } from './resources.ts';

/** Reads a review and answers it. Nothing is stored. */
export async function serveReview(exchange: Exchange, resource: ReviewResource): Promise<void> {
  if (resource === SUBJECT_REVIEW && !exchange.cluster.features.subjectReviews) throw unknownResource();
  const body = await readReview(exchange.request);
  const apiVersion = `${resource.group}/${resource.version}`;
  if (body.kind !== undefined && body.kind !== resource.kind) {
    throw badRequest(`no kind "${String(body.kind)}" is registered for version "${apiVersion}" in this path`);
  }
  const spec = isRecord(body.spec) ? body.spec : {};
  const answer = answerTo(exchange, resource, spec);
  sendJson(exchange.response, 201, JSON.stringify({ kind: resource.kind, apiVersion, ...answer }));
}

async function readReview(request: IncomingMessage): Promise<Record<string, unknown>> {
  return mediaType(request) === PROTOBUF ? decodeReview(await readBody(request)) : readObject(request);
}

function answerTo(exchange: Exchange, resource: ReviewResource, spec: Record<string, unknown>): object {
  switch (resource) {
    case ACCESS_REVIEW:
      return accessReview(exchange, spec);
    case RULES_REVIEW:
      return rulesReview(exchange, spec);
    case SUBJECT_REVIEW:
      return subjectReview(exchange);
    default:
      throw unknownResource();
  }
}

function accessReview({ cluster, user }: Exchange, spec: Record<string, unknown>): object {
  const { allowed, reason } = cluster.authorizer.decide(user, attributesOf(spec));
  return {
    metadata: {},
    spec: withoutEmpty(spec),
    status: { allowed, ...(reason === '' ? {} : { reason }) },
  };
}

function attributesOf(spec: Record<string, unknown>): Attributes {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  if (isRecord(resource) === isRecord(path)) {
    throw invalid({ group: ACCESS_REVIEW.group, kind: ACCESS_REVIEW.kind }, '', [
      {
        reason: 'FieldValueInvalid',
        field: 'spec.resourceAttributes',
        message:
          'Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      },
    ]);
  }
  if (isRecord(resource)) {
    return {
      kind: 'resource',
      verb: text(resource.verb),
      group: text(resource.group),
      resource: text(resource.resource),
      subresource: text(resource.subresource),
      namespace: text(resource.namespace),
      name: text(resource.name),
    };
  }
  const { verb, path: pathname } = isRecord(path) ? path : {};
  return { kind: 'path', verb: text(verb), path: text(pathname) };
}

function rulesReview({ cluster, user }: Exchange, spec: Record<string, unknown>): object {
  const namespace = text(spec.namespace);
  if (namespace === '') throw badRequest('no namespace on request');
  const rules = cluster.authorizer.rulesOf(user, namespace);
  return {
    metadata: {},
    spec: {},
    status: {
      resourceRules: rules.filter(({ resources }) => resources !== undefined),
      nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs !== undefined),
      incomplete: false,
    },
  };
}

function subjectReview({ cluster, user }: Exchange): object {
  const { username, uid, groups, extra } = user;
  return {
    metadata: { creationTimestamp: timestamp(cluster.now()) },
    status: {
      userInfo: {
        username,
        ...(uid === undefined ? {} : { uid }),
        groups,
        ...(extra === undefined ? {} : { extra }),
      },
    },
  };
}

/** Go omits empty strings when it encodes an object. */
function withoutEmpty(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== '')
      .map(([field, entry]) => [field, withoutEmpty(entry)]),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
