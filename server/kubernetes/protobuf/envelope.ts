/** What every answer in protobuf is wrapped in: `k8s.io/apimachinery/pkg/runtime/generated.proto`, `Unknown`. */

import { UnreadableAnswerError } from '../errors/api-error.ts';
import { WireReader } from './wire-reader.ts';

/** Media type of Kubernetes' binary format. Not all of its resources have one; JSON is for the others. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** True if an answer with this `Content-Type` is an object in the binary format. */
export function isProtobuf(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === PROTOBUF;
}

const MAGIC = Buffer.from('k8s\0');
const TYPE = 1;
const RAW = 2;

export interface Enveloped {
  /** For instance `PodList`. */
  readonly kind: string;
  /** At the first field of the object. */
  readonly reader: WireReader;
  readonly end: number;
}

/** Opens the wrapper of an object. @throws UnreadableAnswerError */
export function openEnvelope(bytes: Buffer): Enveloped {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw unreadable('it does not begin with k8s');
  const reader = new WireReader(bytes, MAGIC.length);
  let kind = '';
  while (reader.next(bytes.length)) {
    if (reader.field === TYPE) kind = readKind(reader);
    else if (reader.field === RAW) {
      const end = reader.enter();
      return { kind, reader, end };
    } else reader.skip();
  }
  throw unreadable('it has no object');
}

/** `TypeMeta`: 1 is the API version. */
function readKind(reader: WireReader): string {
  let kind = '';
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 2) kind = reader.text();
    else reader.skip();
  }
  return kind;
}

function unreadable(why: string): UnreadableAnswerError {
  return new UnreadableAnswerError(new Error(`Protobuf: ${why}`));
}
