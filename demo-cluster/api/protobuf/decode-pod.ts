import { badRequest } from '../../objects/status-error.ts';
import { decodeMessage, readEnvelope } from './decode-message.ts';
import { one } from './message.ts';
import { podMessage, STATUS } from './pod-messages.ts';

/**
 * Decodes a pod in protobuf, which `kubectl debug --copy-to` sends, to its JSON form. A body with fields that pods of this
 * cluster do not have is refused, so that nothing is lost silently.
 * @throws StatusError 400
 */
export function decodePod(body: Buffer): Record<string, unknown> {
  const { apiVersion, kind, raw } = readEnvelope(body);
  if (kind !== 'Pod') throw badRequest(`no kind "${kind}" is registered in this path`);
  // The status of a pod that is created does not count.
  const { status: _status, ...decoded } = decodeMessage(
    raw,
    { ...podMessage, [STATUS]: one('status', 'string') },
    'refuse',
  );
  const { creationTimestamp: _zero, ...kept } = (decoded.metadata ?? {}) as Record<string, unknown>;
  return { apiVersion, kind, ...decoded, metadata: kept };
}
