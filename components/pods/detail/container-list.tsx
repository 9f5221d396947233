import { ScrollText } from 'lucide-react';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { LogLink } from '#components/links/log-link.tsx';
import { Button } from '#components/ui/button.tsx';
import type { Container, ContainerDetail, ContainerExit, PodDetail } from '#protocol/api.ts';
import { shellChoice } from '../access/shell-access.ts';
import { ShellButton } from '../access/shell-button.tsx';
import { type PodsMessages, podsCatalog } from '../catalog.ts';
import { Age } from '../clock/clock.tsx';
import { exitText, isWholeReason } from '../health/cause-text.ts';
import { StateDot } from '../health/container-summary.tsx';
import { containerCause } from '../health/pod-cause.ts';
import { type PodMessages, podCatalog } from './catalog.ts';
import { ContainerFacts } from './container-facts.tsx';
import { BOX, Section } from './section.tsx';

const GROUPS = ['regular', 'sidecar', 'init', 'ephemeral'] as const;

/**
 * The containers by kind, each with its state, the way to its log, and a shell button.
 * @param obstacle why no container allows a shell; undefined if that depends on the container
 */
export function ContainerList({
  pod,
  context,
  obstacle,
}: {
  pod: PodDetail;
  context: string | undefined;
  obstacle: string | undefined;
}) {
  const messages = useMessages(podCatalog);
  const pods = useMessages(podsCatalog);
  return GROUPS.map((kind) => {
    const containers = pod.containers.filter((container) => container.kind === kind);
    return (
      containers.length > 0 && (
        <Section
          key={kind}
          title={messages.groups[kind]}
          {...(kind === 'regular' ? { id: 'containers' } : {})}
        >
          <ul className={BOX}>
            {containers.map((container) => {
              const choice = shellChoice(pod, container, pods);
              return (
                <li
                  key={container.name}
                  data-container={container.name}
                  className="flex items-start gap-3 px-4 py-3"
                >
                  <div className="min-w-0 flex-1">
                    <ContainerState container={container} />
                    <ContainerFacts container={container} />
                  </div>
                  <Button asChild size="sm">
                    <LogLink
                      place={podLogPlace({
                        context,
                        namespace: pod.namespace,
                        pod: pod.name,
                        container: container.name,
                      })}
                      aria-label={messages.logOf(container.name)}
                    >
                      <ScrollText aria-hidden />
                      {messages.log}
                    </LogLink>
                  </Button>
                  <ShellButton
                    pod={pod}
                    context={context}
                    choice={{ ...choice, obstacle: obstacle ?? choice.obstacle }}
                  />
                </li>
              );
            })}
          </ul>
        </Section>
      )
    );
  });
}

function ContainerState({ container }: { container: ContainerDetail }) {
  const messages = useMessages(podCatalog);
  const pods = useMessages(podsCatalog);
  const why = ownWords(container, pods);
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <StateDot container={container} />
        <h3 className="break-all font-medium font-mono text-sm">{container.name}</h3>
        <span className="text-ink-muted">{stateText(container, messages)}</span>
        {why !== '' && <span className="min-w-0 break-words text-bad-text text-xs">{why}</span>}
      </div>
      <dl className="flex min-w-0 flex-wrap gap-x-5 gap-y-0.5 text-xs">
        <Fact name={messages.image}>
          <span className="break-all font-mono">{container.image}</span>
        </Fact>
        {container.startedAt !== null && (
          <Fact name={messages.started}>
            <Age since={container.startedAt} format={messages.ago} />
          </Fact>
        )}
        {container.restartCount > 0 && <Fact name={messages.restarts}>{container.restartCount}</Fact>}
        {container.ports.length > 0 && (
          <Fact name={messages.ports}>{container.ports.map(portText).join(', ')}</Fact>
        )}
        {container.lastExit !== null && (
          <Fact name={messages.lastExit}>
            {exitText(lastExitOf(container, container.lastExit), pods)}
            {container.lastExit.finishedAt !== null && (
              <>
                {messages.comma}
                <Age since={container.lastExit.finishedAt} format={messages.ago} />
              </>
            )}
          </Fact>
        )}
      </dl>
    </div>
  );
}

/** What the page does not tell otherwise: how the present run ended, or what the cluster says. */
function ownWords(container: Container, messages: PodsMessages): string {
  const cause = containerCause(container);
  switch (cause?.kind) {
    case undefined:
    case 'restarted':
    case 'pod':
      return '';
    case 'exit':
      // The last exit has a place of its own, and so has a reason that says it all.
      if (cause.exit === container.lastExit || isWholeReason(cause.exit)) return '';
      return exitText(cause.exit, messages);
    case 'image':
      return cause.message;
    case 'message':
      return cause.text;
  }
}

/** Without its message if that is the present one, which the page tells already. */
function lastExitOf({ message }: Container, exit: ContainerExit): ContainerExit {
  return exit.message === message ? { ...exit, message: '' } : exit;
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="shrink-0 text-ink-muted">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </div>
  );
}

function portText({ name, port, protocol }: ContainerDetail['ports'][number]): string {
  return `${port}${protocol === 'TCP' ? '' : `/${protocol}`}${name === '' ? '' : ` (${name})`}`;
}

function stateText(container: Container, messages: PodMessages): string {
  const state = messages.states[container.state];
  if (container.state === 'running') return container.ready ? state : messages.stateNotReady(state);
  return container.reason === '' ? state : messages.stateReason(state, container.reason);
}
