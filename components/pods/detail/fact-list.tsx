import { Logs } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { podsHref } from '#components/addresses/pages.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import type { PodDetail, PodOwner } from '#protocol/api.ts';
import { Age } from '../clock/clock.tsx';
import { podCatalog } from './catalog.ts';
import { BOX, Nothing, Section } from './section.tsx';

/** The pod's node, addresses, owner and the like. */
export function FactList({ pod, context }: { pod: PodDetail; context: string | undefined }) {
  const messages = useMessages(podCatalog);
  return (
    <Section title={messages.facts} id="facts">
      <dl className={BOX}>
        <Fact name={messages.namespace}>{pod.namespace}</Fact>
        <Fact name={messages.node}>{pod.node === '' ? messages.noNode : pod.node}</Fact>
        <Fact name={messages.ip}>{pod.ip === '' ? messages.noIp : pod.ip}</Fact>
        <Fact name={messages.created}>
          <Age since={pod.createdAt} format={messages.ago} />
        </Fact>
        <Fact name={messages.owner}>
          {pod.owner === null
            ? messages.noOwner
            : ownersOf(pod.owner).map((owner) => (
                <span key={owner.kind} className="flex items-center gap-3">
                  <Link
                    href={podsHref({ context, namespaces: [pod.namespace], q: ownerFilter(owner) })}
                    prefetch={false}
                    title={messages.ownerPods}
                    className="block w-fit rounded-sm text-accent-text underline-offset-4 hover:underline"
                  >
                    {owner.kind} {owner.name}
                  </Link>
                  <LogLink
                    place={{
                      context,
                      namespace: pod.namespace,
                      of: { kind: 'owner', owner: `${owner.kind}/${owner.name}` },
                      container: undefined,
                    }}
                    aria-label={messages.ownerLogs(`${owner.kind} ${owner.name}`)}
                    className="flex items-center gap-1 rounded-sm text-accent-text underline-offset-4 hover:underline"
                  >
                    <Logs aria-hidden className="size-3.5" />
                    {messages.logs}
                  </LogLink>
                </span>
              ))}
        </Fact>
        <Fact name={messages.serviceAccount}>{pod.serviceAccount}</Fact>
        <Fact name={messages.system}>{messages.systems[pod.os]}</Fact>
      </dl>
    </Section>
  );
}

/** The Deployment first, which users know by name. */
function ownersOf(owner: PodOwner): readonly PodOwner[] {
  const { deployment } = owner;
  return deployment === undefined ? [owner] : [{ kind: 'Deployment', name: deployment }, owner];
}

/** Finds the pods of this owner in the list. */
function ownerFilter({ kind, name }: PodOwner): string {
  return `owner:${kind.toLowerCase()}/${name}`;
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
  id,
  values,
  nothing,
}: {
  title: string;
  /** For links to it. */
  id: string;
  values: Readonly<Record<string, string>>;
  nothing: string;
}) {
  const entries = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <Section title={title} id={id}>
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
