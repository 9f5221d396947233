/** What a browser is told of the replica that owns its session, when that is no use to it any more. */

import { GOING_AWAY } from '#protocol/close-codes.ts';
import { encodeMessage } from '#protocol/messages.ts';
import type { Connection } from './ports.ts';
import { endMessageOf } from './reader/end-message.ts';

/** The replica has ended, and its shells with it. @param name of the replica */
export function tellReplicaGone(connection: Connection, name: string): void {
  const { message, code, reason } = endMessageOf({
    kind: 'failed',
    failure: {
      code: 'replica-gone',
      reason: `The Podshell replica ${name}, which ran this terminal, has stopped and ended it. Open a new one.`,
    },
  });
  connection.send(encodeMessage(message));
  connection.close(code, reason);
}

/** The replica may live and does not answer here. Its shells are kept as after any lost connection. */
export function tellReplicaUnreachable(connection: Connection, name: string): void {
  const reason = `The Podshell replica ${name}, which runs this terminal, doesn’t answer. It may still be running: try again in a few seconds.`;
  connection.send(
    encodeMessage({ Op: 'toast', Data: reason, Level: 'warning', Code: 'replica-unreachable' }),
  );
  connection.close(GOING_AWAY.code, reason);
}

/** The way to the replica was lost, and there is a new one. */
export function tellToComeBack(connection: Connection): void {
  connection.close(GOING_AWAY.code, 'The connection between two Podshell replicas was lost: connect again');
}
