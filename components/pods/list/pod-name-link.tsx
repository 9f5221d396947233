import { LoaderCircle } from 'lucide-react';
import { podHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import { focusTooltip } from '#components/ui/layers/tooltip.tsx';
import type { Pod } from '#protocol/api.ts';
import type { ShellTools } from '../access/shell-tools.ts';

/**
 * The pod's name, as a link to its page. A function, not a component: it is called for each row, and components cost
 * React more.
 * @param reason why the pod is not well, which its cell may cut; '' if there is none
 * @param isStop true: the list's tab stop
 * @param isLoading true: that page is being loaded
 */
export function podNameLink(
  { namespace, name }: Pod,
  reason: string,
  { context, follow }: ShellTools,
  isStop: boolean,
  isLoading: boolean,
) {
  const href = podHref({ context, namespace, pod: name });
  return (
    <a
      href={served(href)}
      tabIndex={isStop ? 0 : -1}
      title={name}
      {...(reason !== '' && focusTooltip(reason, 'right'))}
      onClick={(event) => follow(event, href)}
      className="font-medium font-mono text-accent-text text-xs underline-offset-4 hover:underline max-md:break-all max-md:text-sm"
    >
      {name}
      {isLoading && <LoaderCircle aria-hidden className="ml-1.5 inline size-3.5 animate-spin" />}
    </a>
  );
}
