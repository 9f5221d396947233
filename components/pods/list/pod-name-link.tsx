import { podHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { focusTooltip } from '#components/ui/layers/tooltip.tsx';
import { nameParts } from '#components/ui/name-parts.ts';
import { plainIcon } from '#components/ui/plain/plain-icon.tsx';
import type { Pod } from '#protocol/api.ts';
import { rowControl } from '../access/row-controls.ts';

/**
 * The pod's name, as a link to its page. Plain elements, for rows.
 * @param reason why the pod is not well, which its cell may cut; '' if there is none
 * @param isStop true: the list's tab stop
 * @param isLoading true: that page is being loaded
 */
export function podNameLink(
  { namespace, name }: Pick<Pod, 'namespace' | 'name'>,
  reason: string,
  context: string | undefined,
  isStop: boolean,
  isLoading: boolean,
) {
  const { start, end } = nameParts(name);
  return (
    <a
      href={served(podHref({ context, namespace, pod: name }))}
      tabIndex={isStop ? 0 : -1}
      title={name}
      // Of a name in two elements, the browser would make two words.
      aria-label={end === '' ? undefined : name}
      {...rowControl('page')}
      {...(reason !== '' && focusTooltip(reason, 'right'))}
      className="font-medium font-mono text-accent-text text-xs underline-offset-4 hover:underline max-md:break-all max-md:text-sm pointer-coarse:max-md:-my-3 pointer-coarse:max-md:inline-block pointer-coarse:max-md:min-w-11 pointer-coarse:max-md:py-3"
    >
      {/* Two for a short name, too: a row that shows another pod keeps its elements. */}
      <span className={START}>{end === '' ? '' : start}</span>
      <span>{end === '' ? start : end}</span>
      {isLoading && LOADING}
    </a>
  );
}

/** Leaves room for the end of the name, which is 6 characters long. On paper the name is whole. */
const START =
  'not-print:md:inline-block not-print:md:max-w-[calc(100%-6ch)] not-print:md:truncate not-print:md:align-bottom';

const LOADING = plainIcon('loader-circle', 'ml-1.5 inline size-3.5 animate-spin');
