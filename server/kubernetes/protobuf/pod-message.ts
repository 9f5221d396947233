/** What rows of the pod list need of a pod. Field numbers: `k8s.io/api/core/v1/generated.proto`. */

import type { ContainerSpec, PodObject, PodSpec } from '../objects.ts';
import { readEntry, readObjectMeta, textOrNone } from './metadata-messages.ts';
import { readPodStatus } from './pod-status-message.ts';
import type { WireReader } from './wire-reader.ts';

/** Annotations that `mapPod` reads. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['kubectl.kubernetes.io/default-container']);

/** Reads a `Pod` that ends at `end`. Its type has more fields than are read: only those that `mapPod` uses. */
export function readPod(reader: WireReader, end: number): PodObject {
  const pod: PodObject = { metadata: undefined, spec: undefined, status: undefined };
  while (reader.next(end)) {
    if (reader.field === 1) pod.metadata = readObjectMeta(reader, ANNOTATIONS);
    else if (reader.field === 2) pod.spec = readSpec(reader);
    else if (reader.field === 3) pod.status = readPodStatus(reader);
    else reader.skip();
  }
  return pod;
}

/** Reads the metadata of a pod, which come first, whatever comes after them. */
export function readPodMetadata(reader: WireReader, end: number): PodObject {
  return reader.next(end) && reader.field === 1 ? { metadata: readObjectMeta(reader, ANNOTATIONS) } : {};
}

type ListedSpec = Pick<
  PodSpec,
  'containers' | 'initContainers' | 'ephemeralContainers' | 'nodeName' | 'nodeSelector' | 'os'
>;

function readSpec(reader: WireReader): ListedSpec {
  const spec: ListedSpec = {};
  const end = reader.enter();
  while (reader.next(end)) {
    switch (reader.field) {
      case 2:
        spec.containers ??= [];
        spec.containers.push(readContainer(reader));
        break;
      case 7:
        spec.nodeSelector ??= {};
        readEntry(reader, spec.nodeSelector);
        break;
      case 10:
        spec.nodeName = reader.text();
        break;
      case 20:
        spec.initContainers ??= [];
        spec.initContainers.push(readContainer(reader));
        break;
      case 34:
        spec.ephemeralContainers ??= [];
        spec.ephemeralContainers.push(readEphemeralContainer(reader));
        break;
      case 36:
        spec.os = readOs(reader);
        break;
      default:
        reader.skip();
    }
  }
  return spec;
}

/** `Container` and `EphemeralContainerCommon`, which have the same numbers. */
function readContainer(reader: WireReader): ContainerSpec {
  let name = '';
  let image: string | undefined;
  let restartPolicy: string | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) name = reader.text();
    else if (reader.field === 2) image = textOrNone(reader);
    else if (reader.field === 24) restartPolicy = reader.text();
    else reader.skip();
  }
  return { name, image, restartPolicy };
}

/** `EphemeralContainer`, whose common part is a message of its own. */
function readEphemeralContainer(reader: WireReader): ContainerSpec {
  let container: ContainerSpec = { name: '' };
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) container = readContainer(reader);
    else reader.skip();
  }
  return container;
}

function readOs(reader: WireReader): { name?: string } {
  let name = '';
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) name = reader.text();
    else reader.skip();
  }
  return { name };
}
