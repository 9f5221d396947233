/** Only the SockJS benchmarks: `node bench/sockjs/main.ts`. It never fails on a missed goal. */

import { runSockJsBench } from './run.ts';

for (const { name, ratios, goal } of await runSockJsBench(console.log)) {
  console.log(
    `${name}: ${ratios.toSockjsNode.toFixed(2)} of sockjs-node, ${ratios.toBareWs.toFixed(2)} of bare ws (goal ${goal})`,
  );
}
