import type { ReactNode } from 'react';
import { PageLayout } from '#components/layout/page-layout.tsx';

/** The frame of the list of running shells, which is of no context. */
export default function SessionsLayout({ children }: { children: ReactNode }) {
  return <PageLayout>{children}</PageLayout>;
}
