/** What rows of the pod list need of a pod. Field numbers: `k8s.io/api/core/v1/generated.proto`. */

import type { ContainerSpec, PodObject, PodSpec } from '../objects.ts';
import { objectMeta, texts } from './metadata-messages.ts';
import { readPodStatus } from './pod-status-message.ts';
import { all, as, type Fields, message, readFields, text, textOrNone } from './read-message.ts';
import type { WireReader } from './wire-reader.ts';

/** `Container` and `EphemeralContainerCommon`, which have the same numbers. */
const CONTAINER: Fields<ContainerSpec> = {
  1: as('name', text),
  2: as('image', textOrNone),
  24: as('restartPolicy', text),
};

const newContainer = (): ContainerSpec => ({ name: '', image: undefined, restartPolicy: undefined });
const readContainer = message(newContainer, CONTAINER);

/** `EphemeralContainer`, whose common part is a message of its own. */
const readEphemeralContainer = message(newContainer, {
  1: (container, reader) => void readFields(reader, reader.enter(), container, CONTAINER),
});

type ListedSpec = Pick<
  PodSpec,
  'containers' | 'initContainers' | 'ephemeralContainers' | 'nodeName' | 'nodeSelector' | 'os'
>;

const readSpec = message<ListedSpec>(() => ({}), {
  2: as('containers', all(readContainer)),
  7: as('nodeSelector', texts()),
  10: as('nodeName', text),
  20: as('initContainers', all(readContainer)),
  34: as('ephemeralContainers', all(readEphemeralContainer)),
  36: as(
    'os',
    message<NonNullable<PodSpec['os']>>(() => ({ name: '' }), { 1: as('name', text) }),
  ),
});

/** Of the annotations, those that `mapPod` reads. */
const readMetadata = objectMeta(new Set(['kubectl.kubernetes.io/default-container']));

const POD: Fields<PodObject> = {
  1: as('metadata', readMetadata),
  2: as('spec', readSpec),
  3: as('status', readPodStatus),
};

/** Reads a `Pod` that ends at `end`. Its type has more fields than are read: only those that `mapPod` uses. */
export function readPod(reader: WireReader, end: number): PodObject {
  return readFields(reader, end, { metadata: undefined, spec: undefined, status: undefined }, POD);
}

/** Reads the metadata of a pod, which come first, whatever comes after them. */
export function readPodMetadata(reader: WireReader, end: number): PodObject {
  return reader.next(end) && reader.field === 1 ? { metadata: readMetadata(reader) } : {};
}
