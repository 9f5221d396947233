import { type ListForm, openJsonList } from '../client/list-form.ts';
import { type ItemMessage, openProtobufList } from '../client/protobuf-list.ts';
import type { PodObject } from '../objects.ts';
import { isProtobuf, PROTOBUF } from '../protobuf/envelope.ts';
import { readPod, readPodMetadata } from '../protobuf/pod-message.ts';

const PODS: ItemMessage<PodObject> = {
  listKind: 'PodList',
  read: readPod,
  readMetadata: readPodMetadata,
};

/**
 * Lists of pods in the binary format, of which most fields are skipped unread, or in JSON where the server, or a proxy
 * before it, answers that.
 */
export const POD_LISTS: ListForm<PodObject> = {
  accept: `${PROTOBUF},application/json`,
  open: (answer) =>
    isProtobuf(answer.contentType) ? openProtobufList(answer.bytes, PODS) : openJsonList(answer),
};
