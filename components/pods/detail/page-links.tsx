import { useMessages } from '#components/language/language-provider.tsx';
import { podCatalog } from './catalog.ts';

/** Leads to the parts of the page, which is long. */
export function PageLinks({ hasVolumes }: { hasVolumes: boolean }) {
  const messages = useMessages(podCatalog);
  const parts = [
    ['containers', messages.containers],
    ['events', messages.events],
    ['conditions', messages.conditions],
    ['yaml', messages.yaml],
    ['facts', messages.facts],
    ...(hasVolumes ? [['volumes', messages.volumes]] : []),
    ['labels', messages.labels],
    ['annotations', messages.annotations],
  ];
  return (
    <nav aria-label={messages.onThisPage} className="print:hidden">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {parts.map(([id, title]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 items-center rounded-sm text-accent-text underline-offset-4 hover:underline"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
