'use client';

import { LoaderCircle } from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { podHref } from '#components/addresses/pages.ts';
import type { Pod } from '#protocol/api.ts';

/** The pod's name, as a link to its page. */
export function PodNameLink({
  pod,
  context,
  isStop,
}: {
  pod: Pod;
  context: string | undefined;
  /** The list's tab stop. */
  isStop: boolean;
}) {
  return (
    <Link
      href={podHref({ context, namespace: pod.namespace, pod: pod.name })}
      prefetch={false}
      tabIndex={isStop ? 0 : -1}
      title={pod.name}
      className="font-medium font-mono text-accent-text text-xs underline-offset-4 hover:underline max-md:break-all max-md:text-sm"
    >
      {pod.name}
      <Pending />
    </Link>
  );
}

/** A spinner while the pod's page is loading. */
function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <LoaderCircle aria-hidden className="ml-1.5 inline size-3.5 animate-spin" /> : null;
}
