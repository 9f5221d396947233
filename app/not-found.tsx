import type { Metadata } from 'next';
import { frameCatalog } from '#components/layout/catalog.ts';
import { LazyPageNotFound } from '#components/layout/lazy-page-not-found.tsx';
import { pageLanguage } from './page-language.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: frameCatalog[await pageLanguage()].notFoundTitle };
}

/** The page for unknown URLs. */
export default function NotFound() {
  return <LazyPageNotFound />;
}
