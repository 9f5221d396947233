/** What every object in protobuf is wrapped in (`runtime.Unknown`). */

import { type Message, one } from './message.ts';

/** The media type of bodies in protobuf. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every body starts with these bytes. */
export const MAGIC = Buffer.from('k8s\0');

/** Number of the field with the object's type. */
export const TYPE = 1;
export const TYPE_META: Message = { 1: one('apiVersion'), 2: one('kind') };
/** Number of the field with the object. */
export const RAW = 2;
