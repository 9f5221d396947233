/** The SockJS server alone, beside sockjs-node and bare `ws`, as rows of the same table. */

import type { Measurement } from '../report/measurement.ts';
import type { SockJsBenchRow } from '../sockjs/run.ts';

export const SOCKJS_ID = 'sockjs';

/** One row for each of the two servers compared with. */
export function sockJsMeasurements(row: SockJsBenchRow): Measurement[] {
  const { name, unit, ours, goals, note } = row;
  return [
    { name: `${name}, beside sockjs-node`, unit, ours, best: row.sockjsNode, goal: goals.toSockjsNode },
    {
      name: `${name}, beside bare ws`,
      unit,
      ours,
      best: row.bareWs,
      goal: goals.toBareWs ?? { kind: 'none' },
      note,
    },
  ];
}
