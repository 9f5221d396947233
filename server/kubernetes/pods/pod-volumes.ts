import type { PodVolume } from '#protocol/api.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { PodObject, VolumeSpec } from '../objects.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The field of each kind of source that says what is mounted. Others have none, for instance `emptyDir`. */
const NAME_FIELDS: Readonly<Record<string, string>> = {
  configMap: 'name',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
  hostPath: 'path',
  nfs: 'path',
  csi: 'driver',
  image: 'reference',
};

/** The pod's volumes by kind and name of their source, in the order of the pod. */
export function mapVolumes({ spec, metadata }: PodObject): PodVolume[] {
  return (spec?.volumes ?? []).map((volume) => {
    const kind = Object.keys(volume).find((field) => field !== 'name') ?? 'emptyDir';
    return {
      name: visibleText(text(volume.name)),
      kind: visibleText(kind),
      source: visibleText(sourceOf(volume, kind, metadata?.name ?? '')),
    };
  });
}

function sourceOf(volume: VolumeSpec, kind: string, pod: string): string {
  const fields = record(volume[kind]);
  // The claim of a generic ephemeral volume is named after pod and volume (KEP-1698).
  if (kind === 'ephemeral') return `${pod}-${volume.name}`;
  if (kind === 'projected') return projectedNames(fields).join(', ');
  return text(fields[NAME_FIELDS[kind] ?? '']);
}

/** The config maps, secrets and so on that a projected volume joins. */
function projectedNames({ sources }: Fields): string[] {
  if (!Array.isArray(sources)) return [];
  return sources.flatMap((source: unknown) =>
    Object.entries(record(source)).map(([kind, fields]) => {
      const name = text(record(fields).name);
      return name === '' ? kind : `${kind} ${name}`;
    }),
  );
}

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
