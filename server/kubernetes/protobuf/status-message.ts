import type { StatusObject } from '../objects.ts';
import { openEnvelope } from './envelope.ts';
import { textOrNone } from './metadata-messages.ts';

/**
 * An error of the API server in the binary format, which it uses for errors too where it was asked for. Undefined for
 * anything else.
 */
export function statusFromProtobuf(bytes: Buffer): StatusObject | undefined {
  try {
    const { kind, reader, end } = openEnvelope(bytes);
    if (kind !== 'Status') return undefined;
    const status: StatusObject = { kind };
    while (reader.next(end)) {
      if (reader.field === 2) status.status = textOrNone(reader);
      else if (reader.field === 3) status.message = textOrNone(reader);
      else if (reader.field === 4) status.reason = textOrNone(reader);
      else if (reader.field === 6) status.code = reader.int();
      else reader.skip();
    }
    return status;
  } catch {
    return undefined;
  }
}
