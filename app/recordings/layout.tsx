import type { ReactNode } from 'react';
import { PageLayout } from '#components/layout/page-layout.tsx';

/** The frame of the pages of recordings, which are of every context. */
export default function RecordingsLayout({ children }: { children: ReactNode }) {
  return <PageLayout>{children}</PageLayout>;
}
