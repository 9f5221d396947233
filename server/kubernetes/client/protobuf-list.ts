import { UnreadableAnswerError } from '../errors/api-error.ts';
import type { ListMeta, ObjectMeta } from '../objects.ts';
import { openEnvelope } from '../protobuf/envelope.ts';
import { readListMeta } from '../protobuf/metadata-messages.ts';
import type { WireReader } from '../protobuf/wire-reader.ts';
import type { ListBody } from './list-form.ts';

/** How items of one kind are read. */
export interface ItemMessage<T> {
  /** The kind of their list, for instance `PodList`. */
  readonly listKind: string;
  /** Reads an item that ends at `end`. */
  readonly read: (reader: WireReader, end: number) => T;
  /** Reads its metadata only. */
  readonly readMetadata: (reader: WireReader, end: number) => T;
}

/** Numbers of the fields of every list. */
const METADATA = 1;
const ITEMS = 2;

/**
 * Opens a list in the binary format. Of an item that cannot be read, the metadata are: an odd one does not hide the others.
 * @throws UnreadableAnswerError, `read` too
 */
export function openProtobufList<T extends { metadata?: ObjectMeta }>(
  bytes: Buffer,
  message: ItemMessage<T>,
): ListBody<T> {
  const { kind, reader, end } = openEnvelope(bytes);
  if (kind !== message.listKind) {
    throw new UnreadableAnswerError(new Error(`Protobuf: a ${message.listKind} was asked for`));
  }
  let isMore = reader.next(end);
  let metadata: ListMeta | undefined;
  if (isMore && reader.field === METADATA) {
    metadata = readListMeta(reader);
    isMore = reader.next(end);
  }
  return {
    head: metadata,
    read(each) {
      for (; isMore; isMore = reader.next(end)) {
        if (reader.field === ITEMS) readItem(reader, message, each);
        else if (reader.field === METADATA) metadata = readListMeta(reader);
        else reader.skip();
      }
      return metadata ?? {};
    },
  };
}

function readItem<T extends { metadata?: ObjectMeta }>(
  reader: WireReader,
  message: ItemMessage<T>,
  each: Parameters<ListBody<T>['read']>[0],
): void {
  const end = reader.enter();
  const start = reader.at;
  let item: T;
  try {
    item = message.read(reader, end);
  } catch (error) {
    reader.jump(start);
    item = message.readMetadata(reader, end);
    if (!item.metadata?.name) throw error;
    reader.jump(end);
    each(item, 'odd');
    return;
  }
  each(item);
}
