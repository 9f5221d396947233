/** `kubectl get pods`. */

import { statusOf } from '../objects/pod-status.ts';
import type { KubernetesObject, PodObject } from '../ports.ts';
import { ageOf } from './duration.ts';
import { summarizePod } from './pod-reason.ts';
import { ageColumn, column, nameColumn, type RowCondition, type TablePrinter } from './table.ts';

const NONE = '<none>';

export const podTable: TablePrinter = {
  columns: [
    nameColumn(),
    column('Ready', 'Containers that are ready, of all.'),
    column('Status', 'What the pod as a whole is doing.'),
    column('Restarts', 'How often its containers were restarted, and when last.'),
    ageColumn(),
    column('IP', 'Address of the pod.', { wide: true }),
    column('Node', 'Node that the pod runs on.', { wide: true }),
    column('Nominated Node', 'Node that is being freed for the pod.', { wide: true }),
    column('Readiness Gates', 'Readiness gates that hold, of all.', { wide: true }),
  ],

  cells(object: KubernetesObject, now: number): readonly (string | number)[] {
    const pod = object as PodObject;
    const status = statusOf(pod);
    const summary = summarizePod(pod);
    const restarts =
      summary.restarts === 0 || summary.lastRestartAt === undefined
        ? String(summary.restarts)
        : `${summary.restarts} (${ageOf(summary.lastRestartAt, now)} ago)`;
    return [
      pod.metadata.name,
      `${summary.ready}/${summary.total}`,
      summary.reason,
      restarts,
      ageOf(pod.metadata.creationTimestamp, now),
      status.podIPs?.[0]?.ip ?? NONE,
      pod.spec.nodeName ?? NONE,
      status.nominatedNodeName ?? NONE,
      NONE,
    ];
  },

  conditions(object: KubernetesObject): readonly RowCondition[] {
    const phase = statusOf(object as PodObject).phase;
    if (phase !== 'Succeeded' && phase !== 'Failed') return [];
    return [
      {
        type: 'Completed',
        status: 'True',
        reason: phase,
        message: phase === 'Succeeded' ? 'The pod has completed successfully.' : 'The pod failed.',
      },
    ];
  },
};
