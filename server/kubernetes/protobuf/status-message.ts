import type { StatusObject } from '../objects.ts';
import { openEnvelope } from './envelope.ts';
import { as, type Fields, int, readFields, textOrNone } from './read-message.ts';

const STATUS: Fields<StatusObject> = {
  2: as('status', textOrNone),
  3: as('message', textOrNone),
  4: as('reason', textOrNone),
  6: as('code', int),
};

/**
 * An error of the API server in the binary format, which it uses for errors too where it was asked for. Undefined for
 * anything else.
 */
export function statusFromProtobuf(bytes: Buffer): StatusObject | undefined {
  try {
    const { kind, reader, end } = openEnvelope(bytes);
    return kind === 'Status' ? readFields<StatusObject>(reader, end, { kind }, STATUS) : undefined;
  } catch {
    return undefined;
  }
}
