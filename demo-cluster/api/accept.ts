/** Content negotiation: the representation that the client asks for in its `Accept` header. */

import { PROTOBUF } from './protobuf/envelope.ts';

export type ObjectForm =
  | 'object'
  /** The object in binary. */
  | 'protobuf'
  | 'table'
  | 'partial'
  /** Aggregated discovery. Only the discovery paths offer it. */
  | 'discovery-v2'
  | 'discovery-v2beta1';

/** The first acceptable representation that is also in `offered`; undefined: none (406). */
export function negotiate(
  accept: string | undefined,
  offered: ReadonlySet<ObjectForm>,
): ObjectForm | undefined {
  if (accept === undefined || accept.trim() === '') return 'object';
  for (const entry of accept.split(',')) {
    const form = formOf(entry);
    if (form !== undefined && offered.has(form)) return form;
  }
  return undefined;
}

function formOf(entry: string): ObjectForm | undefined {
  const [type = '', ...rest] = entry.split(';').map((part) => part.trim());
  if (type === '*/*' || type === 'application/*') return 'object';
  if (type === PROTOBUF && rest.length === 0) return 'protobuf';
  if (type !== 'application/json') return undefined;
  const parameters = new Map(
    rest.map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), value.trim()] as const;
    }),
  );
  const as = parameters.get('as');
  if (as === undefined) return 'object';
  const group = parameters.get('g');
  const version = parameters.get('v');
  if (group === 'meta.k8s.io' && version === 'v1') {
    if (as === 'Table') return 'table';
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'partial';
  }
  if (group === 'apidiscovery.k8s.io' && as === 'APIGroupDiscoveryList') {
    if (version === 'v2') return 'discovery-v2';
    if (version === 'v2beta1') return 'discovery-v2beta1';
  }
  return undefined;
}
