/** What is said of failures around recordings. */

export const recordings = {
  'recording-not-found': {
    title: 'Recording not found',
    cause: 'The recording doesn’t exist, isn’t yours, or was deleted when its retention time ended.',
    next: 'Check the link, or look in the list of recordings.',
  },
  'recording-unreadable': {
    title: 'Can’t read this recording',
    cause: 'The file isn’t a recording, or the code that reads it didn’t load.',
    next: 'Reload the page. If this keeps happening, download the file and run podshell verify.',
  },
  'recording-unfinished': {
    title: 'Recording isn’t complete yet',
    cause: 'The shell is still running or its server crashed, so the whole recording isn’t stored yet.',
    next: 'Try again after the shell has ended.',
  },
  'recording-incomplete': {
    title: 'Recording is incomplete',
    cause:
      'The bucket aborted its upload, or the server lost track of the upload in a power failure. Nothing is left to replay.',
    next: 'Ask your Podshell admin to check the server log and the lifecycle rules of the bucket.',
  },
  'recording-encrypted': {
    title: 'Recording is encrypted',
    cause: 'This server doesn’t have the key to decrypt recordings.',
    next: 'Download the encrypted file and decrypt it with age.',
  },
  'recording-store-unavailable': {
    title: 'Recordings are unavailable',
    cause: 'The store that keeps recordings doesn’t answer.',
    next: 'Try again in a minute. If this keeps happening, ask your Podshell admin to check the server log.',
  },
  'recording-unavailable': {
    title: 'Recordings can’t be stored',
    cause: 'Shells here must be recorded, and the store of recordings doesn’t respond.',
    next: 'Try again. If this keeps happening, ask your Podshell admin to check the server log.',
  },
  'recording-failed': {
    title: 'The recording failed',
    cause: 'This shell must be recorded, and its recording failed, so the server ended it.',
    next: 'Open a new shell. If that fails too, ask your Podshell admin.',
  },
} as const;
