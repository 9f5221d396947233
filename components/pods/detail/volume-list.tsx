import { useMessages } from '#components/language/language-provider.tsx';
import type { PodVolume } from '#protocol/api.ts';
import { podCatalog } from './catalog.ts';
import { BOX, Section } from './section.tsx';

/** The pod's volumes with the kind and name of their source. */
export function VolumeList({ volumes }: { volumes: readonly PodVolume[] }) {
  const messages = useMessages(podCatalog);
  if (volumes.length === 0) return null;
  return (
    <Section title={messages.volumes} id="volumes">
      <dl className={BOX}>
        {volumes.map(({ name, kind, source }) => (
          <div key={name} className="px-4 py-2 text-xs">
            <dt className="break-all font-mono">{name}</dt>
            <dd className="break-words text-ink-muted">{source === '' ? kind : `${kind} ${source}`}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
