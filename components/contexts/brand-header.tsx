import type { ReactNode } from 'react';
import { PodsLink } from './pod-header.tsx';

/** The header of a full page before it is known which pod's it is. @param toPods the name of the link to the pods */
export function BrandHeader({
  podsHref,
  toPods,
  children,
}: {
  podsHref: string;
  toPods: string;
  children: ReactNode;
}) {
  return (
    <header className="flex min-h-13 shrink-0 items-center border-line border-b bg-surface py-1.5 pr-2 pl-2 sm:pr-3 sm:pl-3">
      <PodsLink href={podsHref} name={toPods} />
      <div className="ml-auto flex items-center gap-1 max-sm:gap-0">{children}</div>
    </header>
  );
}
