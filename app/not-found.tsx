import type { Metadata } from 'next';
import { notFoundCatalog } from '#components/layout/error/not-found-catalog.ts';
import { LazyPageNotFound } from '#components/layout/lazy-page-not-found.tsx';
import { pageLanguage } from './page-language.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: notFoundCatalog[await pageLanguage()].title };
}

/** The page for unknown URLs. */
export default function NotFound() {
  return <LazyPageNotFound />;
}
