/** What a sign-in costs: shells of a user of mode `oidc` beside those of mode `kubeconfig`. */

import { CLIENT_ID, CLIENT_SECRET, startProviderServer } from '#server/auth/oidc/testing/provider-server.ts';
import { TestBrowser } from '#server/auth/oidc/testing/test-browser.ts';
import { PodshellTerminal } from '../clients/podshell-terminal.ts';
import { median } from '../report/statistics.ts';
import { startPodshell } from '../stack/podshell.ts';
import { echoInTurns } from './echo.ts';
import type { Row } from './row.ts';
import { timeOf } from './start.ts';

const STARTS = 25;
const WARM_UP = 5;
/** A user of the demo cluster. */
const USER = 'alice';
/** Wide enough for all keys on one line, so that bash echoes each one separately. */
const COLUMNS = 1000;
/** As many as some companies have. */
const GROUPS = Array.from({ length: 300 }, (_, index) => `group-of-the-company-${index}`);

export const signInRow: Row = {
  id: 'sign-in',
  async run({ cluster, progress }) {
    const provider = await startProviderServer({
      claims: { preferred_username: USER, groups: GROUPS },
      idTokenSeconds: 3600,
    });
    const open = await startPodshell(cluster);
    const guarded = await startPodshell(cluster, {
      PODSHELL_AUTH: 'oidc',
      PODSHELL_OIDC_ISSUER: provider.issuer,
      PODSHELL_OIDC_CLIENT_ID: CLIENT_ID,
      PODSHELL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PODSHELL_OIDC_USERNAME_CLAIM: 'preferred_username',
      PODSHELL_IMPERSONATE: 'true',
    });
    try {
      const headers = { cookie: await signIn(guarded.url) };
      progress(`${STARTS} shells, in turns`);
      const best: number[] = [];
      const ours: number[] = [];
      for (let count = -WARM_UP; count < STARTS; count += 1) {
        const plain = await timeOf(() => PodshellTerminal.beginInOrder(open.url));
        const signedIn = await timeOf(() => PodshellTerminal.beginInOrder(guarded.url, { headers }));
        if (count < 0) continue;
        best.push(plain);
        ours.push(signedIn);
      }
      progress('keys, in turns');
      const terminals = [
        await PodshellTerminal.open(open.url, { cols: COLUMNS }),
        await PodshellTerminal.open(guarded.url, { cols: COLUMNS, headers }),
      ];
      const [plainKeys = [], signedInKeys = []] = await echoInTurns(terminals);
      await Promise.all(terminals.map((terminal) => terminal.close()));
      return [
        {
          name: 'signed in with 300 groups: shell request to first output',
          unit: 'ms',
          ours: median(ours),
          best: median(best),
          goal: { kind: 'at most above best', value: 3 },
          note: 'best: mode kubeconfig',
        },
        {
          name: 'signed in: echo of one key, median',
          unit: 'ms',
          ours: median(signedInKeys),
          best: median(plainKeys),
          goal: { kind: 'at most above best', value: 0.1 },
          note: 'best: mode kubeconfig',
        },
      ];
    } finally {
      await Promise.all([open.stop(), guarded.stop(), provider.stop()]);
    }
  },
};

/** Signs in at the provider; returns the Cookie header. */
async function signIn(url: string): Promise<string> {
  const browser = new TestBrowser();
  const begun = await browser.get(`${url}/api/signin/oidc?returnTo=/`);
  const callback = await browser.followTo(url, begun.headers.get('location') ?? '');
  const done = await browser.get(callback.href);
  if (done.status >= 400 || browser.cookieHeader(url) === '')
    throw new Error(`Signing in answered ${done.status}`);
  return browser.cookieHeader(url);
}
