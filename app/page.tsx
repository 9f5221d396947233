import { redirect } from 'next/navigation';

/** The pods are where one starts. */
export default function HomePage() {
  redirect('/pods');
}
