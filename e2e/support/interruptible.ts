/**
 * A program for tests of Ctrl+C: once its output shows, an interrupt ends it.
 *
 * On any terminal, an interrupt just after Enter can be lost although `^C` shows: the shell itself gets it while the
 * program is not in the foreground yet. `sh -c "echo begun; sleep 9"` does not help: until `sleep` runs, dash only
 * notes the interrupt, and looks again when `sleep` has ended.
 */
export const INTERRUPTIBLE = { command: 'tail -n +1 -f /etc/passwd', output: /^root:/m } as const;
