import { useMessages } from '#components/language/language-provider.tsx';
import { visibleText } from '#protocol/visible-text.ts';
import { podCatalog } from './catalog.ts';
import { parseYamlLine } from './yaml-lines.ts';

/** YAML as selectable text with highlighted keys. */
export function YamlText({ text }: { text: string }) {
  const messages = useMessages(podCatalog);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line, index) => ({ number: index + 1, ...parseYamlLine(visibleText(line, '\t')) }));
  return (
    <section
      aria-label={messages.yamlOf}
      data-scrolls
      className="max-h-160 overflow-auto rounded-lg border border-line bg-surface focus-visible:-outline-offset-2"
    >
      <pre className="w-max min-w-full px-4 py-3 font-mono text-xs leading-5">
        {lines.map(({ number, lead, key, rest }) => (
          <span key={number} className="block">
            {lead}
            {key !== '' && <span className="text-accent-text">{key}</span>}
            {lead + key + rest === '' ? '\u00a0' : rest}
          </span>
        ))}
      </pre>
    </section>
  );
}
