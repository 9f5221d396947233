import { redirect } from 'next/navigation';
import { podsHref } from '#components/addresses/pages.ts';

/** The start page is the pod list. */
export default function HomePage() {
  redirect(podsHref());
}
