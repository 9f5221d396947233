import { redirect } from 'next/navigation';
import { podsHref } from '#components/addresses/pages.ts';

/** The pods are where one starts. */
export default function HomePage() {
  redirect(podsHref());
}
