'use client';

import { Layers, type LucideIcon, Ship } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode, RefObject } from 'react';
import { BrandMark } from '#components/ui/brand-mark.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { ContextMark, contextBorder } from './context-mark.tsx';
import { useContextColours } from './use-context-colour.ts';

export interface PodHeaderProps {
  readonly namespace: string;
  readonly pod: string;
  /** Name of the context; '' if unknown. */
  readonly context: string;
  readonly podsHref: string;
  readonly podHref: string;
  readonly messages: { readonly toPods: string; readonly namespace: string; readonly context: string };
  /** The link to the pods. */
  readonly podsRef?: RefObject<HTMLAnchorElement | null>;
  /** {@link Fact}s before the namespace. */
  readonly before?: ReactNode;
  /** {@link Fact}s after the context. */
  readonly after?: ReactNode;
  /** Actions and controls of the page. */
  readonly children: ReactNode;
}

/**
 * Header of a full page that is one pod's: a terminal, or a log. Where controls leave no room for the place, it has a
 * line of its own.
 */
export function PodHeader(props: PodHeaderProps) {
  const { namespace, pod, context, podsHref, podHref, messages, podsRef, before, after, children } = props;
  const colour = useContextColours()(context);
  return (
    <header
      className={classNames(
        'flex min-h-13 shrink-0 items-center gap-2 border-line border-b bg-surface py-1.5 pr-2 pl-2 max-lg:flex-wrap sm:pr-3 sm:pl-3',
        colour !== 'none' && classNames('border-t-3', contextBorder(colour)),
      )}
    >
      <PodsLink podsRef={podsRef} href={podsHref} name={messages.toPods} />
      <span aria-hidden className="text-lg text-line-strong">
        /
      </span>
      <h1 className="relative min-w-0 font-mono font-semibold text-base max-lg:flex-1">
        <Link
          href={podHref}
          prefetch={false}
          title={pod}
          // A fingertip may miss the letters.
          className="line-clamp-2 rounded-sm leading-5 wrap-anywhere pointer-coarse:before:absolute pointer-coarse:before:inset-x-0 pointer-coarse:before:-inset-y-3 hover:underline"
        >
          {pod}
        </Link>
      </h1>
      <dl className="flex min-w-0 flex-1 items-center gap-x-3 pl-2 text-ink-muted text-xs max-lg:order-last max-lg:basis-full max-lg:pb-0.5 max-lg:pl-1">
        {before}
        <Fact icon={Layers} name={messages.namespace} value={namespace} />
        <Fact icon={Ship} name={messages.context} value={context} mark={<ContextMark colour={colour} />} />
        {after}
      </dl>
      {children}
    </header>
  );
}

/** The logo, which leads to the pods. */
export function PodsLink({
  href,
  name,
  podsRef,
}: {
  href: string;
  name: string;
  podsRef?: PodHeaderProps['podsRef'];
}) {
  return (
    <Link
      ref={podsRef}
      href={href}
      prefetch={false}
      aria-label={name}
      className="flex min-h-8 shrink-0 items-center rounded-md px-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <BrandMark className="h-5 w-auto" />
    </Link>
  );
}

/** A name and its value; nothing if the value is ''. */
export function Fact({
  icon: Icon,
  name,
  value,
  mark,
}: {
  icon: LucideIcon;
  name: string;
  value: string;
  mark?: ReactNode;
}) {
  if (value === '') return null;
  return (
    <div className="flex min-w-0 items-center gap-1" title={`${name}: ${value}`}>
      <dt className="flex items-center gap-1">
        {mark}
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="truncate">{value}</dd>
    </div>
  );
}
