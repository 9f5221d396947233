import type { ReactNode } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { PodDetail } from '#protocol/api.ts';
import { Age } from '../clock/clock.tsx';
import { podCatalog } from './catalog.ts';
import { BOX, Nothing, Section } from './section.tsx';

/** The pod's node, addresses, owner and the like. */
export function FactList({ pod }: { pod: PodDetail }) {
  const messages = useMessages(podCatalog);
  return (
    <Section title={messages.facts}>
      <dl className={BOX}>
        <Fact name={messages.namespace}>{pod.namespace}</Fact>
        <Fact name={messages.node}>{pod.node === '' ? messages.noNode : pod.node}</Fact>
        <Fact name={messages.ip}>{pod.ip === '' ? messages.noIp : pod.ip}</Fact>
        <Fact name={messages.created}>
          <Age since={pod.createdAt} format={messages.ago} />
        </Fact>
        <Fact name={messages.owner}>
          {pod.owner === null ? messages.noOwner : `${pod.owner.kind} ${pod.owner.name}`}
        </Fact>
        <Fact name={messages.serviceAccount}>{pod.serviceAccount}</Fact>
        <Fact name={messages.system}>{messages.systems[pod.os]}</Fact>
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-3 px-4 py-2">
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** Labels or annotations, by name. */
export function KeyValueList({
  title,
  values,
  nothing,
}: {
  title: string;
  values: Readonly<Record<string, string>>;
  nothing: string;
}) {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <Section title={title}>
      {entries.length === 0 ? (
        <Nothing>{nothing}</Nothing>
      ) : (
        <dl className={BOX}>
          {entries.map(([name, value]) => (
            <div key={name} className="px-4 py-2 font-mono text-xs">
              <dt className="break-all text-ink-muted">{name}</dt>
              <dd className="line-clamp-4 break-all" title={value}>
                {value === '' ? '""' : value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
