/** What the user of a recorded terminal is told, be it a shell or attached. Pages translate by code. */

/** As the terminal shows it: a message that is not output. */
export interface RecordingNotice {
  readonly text: string;
  readonly level: 'info' | 'warning';
  readonly code: 'recording-started' | 'recording-gap' | 'recording-lost';
}

/** @param readers groups that may read every recording */
export function startNotice(readers: readonly string[]): RecordingNotice {
  const who =
    readers.length === 0
      ? 'You can replay the recording'
      : `You and ${readers.join(', ')} can replay the recording`;
  return {
    text: `This terminal is recorded: its output, not what you type, except where the program shows it. ${who}.`,
    level: 'info',
    code: 'recording-started',
  };
}

export function gapNotice(): RecordingNotice {
  return {
    text: 'Parts of the output are missing from the recording. The terminal keeps working.',
    level: 'warning',
    code: 'recording-gap',
  };
}

/** The store does not have what it had. */
export function lostNotice(): RecordingNotice {
  return {
    text: 'The store of recordings lost the beginning of this recording, so it can’t be replayed. The terminal keeps working. Tell your Podshell administrator.',
    level: 'warning',
    code: 'recording-lost',
  };
}

export function recordingFailed() {
  return {
    code: 'recording-failed',
    reason:
      'This shell must be recorded, and its recording failed, so the server ended it. Open a new one; if that fails too, ask your administrator.',
    detached:
      "This terminal must be recorded, and its recording failed, so the server detached it. The container's process keeps running. Attach again; if that fails too, ask your administrator.",
  } as const;
}
