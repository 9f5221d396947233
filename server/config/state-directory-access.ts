/** Refuses a state directory that other users control: what it holds decides which processes Podshell ends. */

import { constants, lstatSync, statSync } from 'node:fs';

const CODE = 'state-directory-unsafe';

/**
 * The reason not to use a state directory, as a message for the user; undefined if it is safe or does not exist yet.
 * @param uid our user id
 */
export function refuseStateDirectory(path: string, uid: number): string | undefined {
  const cause = causeOf(path, uid);
  if (cause === undefined) return undefined;
  return (
    `Podshell does not use the state directory ${path}: ${cause}. ` +
    `Set PODSHELL_STATE_DIR to a directory that only user ${uid} owns and can write to` +
    `, for instance after "chmod 700" and "chown ${uid}". (${CODE})`
  );
}

function causeOf(path: string, uid: number): string | undefined {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined) return undefined;
  // Whoever owns a link can let it point elsewhere.
  if (link.uid !== uid) return `user ${link.uid} owns it`;
  const target = statSync(path, { throwIfNoEntry: false });
  if (target === undefined) return undefined;
  if (!target.isDirectory()) return 'it is not a directory';
  if (target.uid !== uid) return `user ${target.uid} owns it`;
  if ((target.mode & constants.S_IWOTH) !== 0) return 'every user may write to it';
  if ((target.mode & constants.S_IWGRP) !== 0) return `group ${target.gid} may write to it`;
  return undefined;
}
