/** What every object in protobuf is wrapped in (`runtime.Unknown`). */

/** The media type of bodies in protobuf. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Every body starts with these bytes. */
export const MAGIC = Buffer.from('k8s\0');
