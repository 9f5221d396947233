/** Opens a page in the user's browser with the command that each platform has for it. */

import { spawn } from 'node:child_process';

export interface OpenCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The command that opens `url`. The URL is an argument of its own; no shell reads it.
 * @param platform as `process.platform`
 */
export function openCommand(url: string, platform: NodeJS.Platform): OpenCommand {
  switch (platform) {
    case 'darwin':
      return { command: 'open', args: [url] };
    case 'win32':
      // `start` belongs to cmd.exe, which would read `&` in the URL.
      return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
    default:
      return { command: 'xdg-open', args: [url] };
  }
}

/**
 * Opens the browser, which goes on when this process ends. Resolves to false where the command is missing or fails; a
 * command that still runs after `waitMs` counts as successful.
 */
export function openBrowser({ command, args }: OpenCommand, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.unref();
    const waited = setTimeout(() => resolve(true), waitMs);
    waited.unref();
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
