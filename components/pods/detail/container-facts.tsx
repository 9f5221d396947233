import type { ReactNode } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { ContainerDetail, EnvName } from '#protocol/api.ts';
import { type PodMessages, podCatalog } from './catalog.ts';

/** What the pod's spec says of a container: resources, probes, mounts and the names of its environment variables. */
export function ContainerFacts({ container }: { container: ContainerDetail }) {
  const messages = useMessages(podCatalog);
  const { requests, limits, probes, mounts, env, envFrom } = container;
  const resources = [
    ...resourceTexts(messages.requests, requests),
    ...resourceTexts(messages.limits, limits),
  ];
  return (
    <div className="mt-1 grid gap-1 text-xs">
      <dl className="grid gap-1 empty:hidden">
        {resources.length > 0 && <Row name={messages.resources}>{resources.join(', ')}</Row>}
        {probes.length > 0 && (
          <Row name={messages.probes}>
            <ul className="grid gap-0.5">
              {probes.map((probe) => (
                <li key={probe.kind} className="break-words">
                  {messages.probeKinds[probe.kind]} <code className="break-all font-mono">{probe.check}</code>{' '}
                  <span className="text-ink-muted">{messages.probeTimes(probe)}</span>
                </li>
              ))}
            </ul>
          </Row>
        )}
      </dl>
      {mounts.length > 0 && (
        <More name={messages.mounts} count={mounts.length}>
          <ul className="grid gap-0.5">
            {mounts.map(({ path, subPath, volume, readOnly }) => (
              <li key={path} className="break-words">
                <code className="break-all font-mono">{path}</code>{' '}
                <span className="text-ink-muted">
                  {messages.mountFrom(subPath === '' ? volume : `${volume}/${subPath}`, readOnly)}
                </span>
              </li>
            ))}
          </ul>
        </More>
      )}
      {env.length + envFrom.length > 0 && (
        <More name={messages.env} count={env.length + envFrom.length}>
          <ul className="grid gap-0.5">
            {envFrom.map(({ from, source, prefix }) => (
              <li key={`${from} ${source} ${prefix}`} className="break-words text-ink-muted">
                {messages.envFrom(messages.envKinds[from], source, prefix)}
              </li>
            ))}
            {keyed(env).map(([key, variable]) => (
              <li key={key} className="break-words">
                <code className="break-all font-mono">{variable.name}</code>{' '}
                <span className="text-ink-muted">{envSource(variable, messages)}</span>
              </li>
            ))}
          </ul>
        </More>
      )}
    </div>
  );
}

function resourceTexts(
  name: (resource: string, amount: string) => string,
  amounts: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(amounts).map(([resource, amount]) => name(resource, amount));
}

/** Each variable with a key of its own: a pod may name one more than once. */
function keyed(env: readonly EnvName[]): readonly (readonly [key: string, variable: EnvName])[] {
  const counts = new Map<string, number>();
  return env.map((variable) => {
    const earlier = counts.get(variable.name) ?? 0;
    counts.set(variable.name, earlier + 1);
    return [`${variable.name} ${earlier}`, variable];
  });
}

function envSource({ from, source }: EnvName, { envKinds, envSource: sourceText }: PodMessages): string {
  return source === '' ? envKinds[from] : sourceText(envKinds[from], source);
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-x-3 max-sm:grid-cols-1">
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** A list that may be long, closed at first. */
function More({ name, count, children }: { name: string; count: number; children: ReactNode }) {
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm pointer-coarse:leading-11 text-ink-muted tabular-nums hover:text-accent-text">
        {name} ({count})
      </summary>
      <div className="mt-1 ml-3">{children}</div>
    </details>
  );
}
