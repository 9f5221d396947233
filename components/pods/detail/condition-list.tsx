import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useMessages } from '#components/language/language-provider.tsx';
import type { PodDetail } from '#protocol/api.ts';
import { Age } from '../clock/clock.tsx';
import { podCatalog } from './catalog.ts';
import { BOX, Nothing, Section } from './section.tsx';

const ICONS: Readonly<Record<string, { icon: typeof CircleCheck; color: string }>> = {
  True: { icon: CircleCheck, color: 'text-good-text' },
  False: { icon: CircleX, color: 'text-warn-text' },
};
const UNKNOWN = { icon: CircleHelp, color: 'text-idle-text' };

/** The pod's conditions. */
export function ConditionList({ conditions }: { conditions: PodDetail['conditions'] }) {
  const messages = useMessages(podCatalog);
  return (
    <Section title={messages.conditions} id="conditions">
      {conditions.length === 0 ? (
        <Nothing>{messages.noConditions}</Nothing>
      ) : (
        <ul className={BOX}>
          {conditions.map((condition) => (
            <Condition key={condition.type} condition={condition} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Condition({ condition }: { condition: PodDetail['conditions'][number] }) {
  const messages = useMessages(podCatalog);
  const { icon: Icon, color } = ICONS[condition.status] ?? UNKNOWN;
  const why = [condition.reason, condition.message].filter((text) => text !== '').join(': ');
  return (
    <li className="flex items-start gap-2 px-4 py-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${color}`} />
      <p className="min-w-0 flex-1 break-words">
        {condition.type}{' '}
        <span className="text-ink-muted">
          {messages.conditionStatus[condition.status] ?? condition.status}
          {why !== '' && messages.comma + why}
        </span>
      </p>
      {condition.lastTransitionAt !== null && (
        <span className="shrink-0 text-ink-muted text-xs tabular-nums leading-5">
          <Age since={condition.lastTransitionAt} />
        </span>
      )}
    </li>
  );
}
