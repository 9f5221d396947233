/** Errors of the API server: a `Status` object with its HTTP code and the message of Kubernetes. */

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Record<string, unknown>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

/** How a message names an object or a list. */
export interface Subject {
  readonly group: string;
  readonly resource: string;
  /** Empty: the whole resource, not one object. */
  readonly name: string;
}

export class StatusError extends Error {
  readonly status: Status;
  /** True if the authorizer refused; the server marks that with its own header. */
  readonly byAuthorizer: boolean;

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    extra: { details?: StatusDetails; metadata?: Record<string, unknown>; byAuthorizer?: boolean } = {},
  ) {
    super(message);
    this.byAuthorizer = extra.byAuthorizer ?? false;
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: extra.metadata ?? {},
      status: 'Failure',
      message,
      ...(reason === undefined ? {} : { reason }),
      ...(extra.details === undefined ? {} : { details: extra.details }),
      code,
    };
  }
}

function qualified({ group, resource }: Subject): string {
  return group === '' ? resource : `${resource}.${group}`;
}

function detailsOf({ group, resource, name }: Subject): StatusDetails {
  return { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource };
}

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

/** A 403. `cause` says who may not do what; it may be empty. */
export function forbidden(subject: Subject, cause: string, byAuthorizer: boolean): StatusError {
  const object = subject.name === '' ? qualified(subject) : `${qualified(subject)} "${subject.name}"`;
  return new StatusError(403, 'Forbidden', `${object} is forbidden: ${cause}`, {
    details: detailsOf(subject),
    byAuthorizer,
  });
}

export const forbiddenPath = (cause: string): StatusError =>
  new StatusError(403, 'Forbidden', `forbidden: ${cause}`, { details: {}, byAuthorizer: true });

export const notFound = (subject: Subject): StatusError =>
  new StatusError(404, 'NotFound', `${qualified(subject)} "${subject.name}" not found`, {
    details: detailsOf(subject),
  });

export const unknownResource = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', { details: {} });

export const methodNotAllowed = (): StatusError =>
  new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    { details: {} },
  );

export const notAcceptable = (): StatusError =>
  new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/json;as=Table;g=meta.k8s.io;v=v1',
  );

export const alreadyExists = (subject: Subject): StatusError =>
  new StatusError(409, 'AlreadyExists', `${qualified(subject)} "${subject.name}" already exists`, {
    details: detailsOf(subject),
  });

export const conflict = (subject: Subject, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject)} "${subject.name}": ${why}`,
    { details: detailsOf(subject) },
  );

export const bodyTooLarge = (limit: number): StatusError =>
  new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);

export const unsupportedMediaType = (accepted: readonly string[]): StatusError =>
  new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );

/** `causes` name each bad field; the message joins them as Kubernetes does. */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  causes: readonly Required<StatusCause>[],
): StatusError {
  const parts = causes.map(({ field, message }) => `${field}: ${message}`);
  const list = parts.length === 1 ? parts[0] : `[${parts.join(', ')}]`;
  const object = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return new StatusError(422, 'Invalid', `${object} "${name}" is invalid: ${list}`, {
    details: {
      ...(name === '' ? {} : { name }),
      ...(kind.group === '' ? {} : { group: kind.group }),
      kind: kind.kind,
      causes: causes.map(({ reason, message, field }) => ({ reason, message, field })),
    },
  });
}

/** The history for a list page is gone; `continueToken` continues from the current state. */
export const expiredContinue = (continueToken: string): StatusError =>
  new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list ' +
      'without the continue parameter, or use the continue token in this response to retrieve the remainder of ' +
      'the results. Continuing with the provided token results in an inconsistent list - objects that were ' +
      'created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    { metadata: { continue: continueToken } },
  );

export const expiredVersion = (asked: number, oldest: number): StatusError =>
  new StatusError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);

/** A revision that has not happened yet. */
export const futureVersion = (asked: number, current: number): StatusError =>
  new StatusError(504, 'Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  });

export const internalError = (message: string): StatusError =>
  new StatusError(500, 'InternalError', `Internal error occurred: ${message}`);
