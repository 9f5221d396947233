/** Next runs this in every page, before React. Each page loads it, so what it does is loaded where it is needed. */

import { podsHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';

if (window.location.pathname === served(podsHref())) {
  import('#components/pods/streams/begin-list.ts').then(
    ({ beginList }) => beginList(window.location),
    // The page asks for its list itself.
    () => {},
  );
}
