import type { TerminalConnection } from '../connection/terminal-connection.ts';

/**
 * Tells a connection when its page is hidden, left, shown again, or back in the network.
 * @param onLeave called first when the page is left
 * @returns what ends it
 */
export function watchPage(
  connection: Pick<TerminalConnection, 'leavePage' | 'networkBack' | 'remember'>,
  onLeave: () => void,
): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  const back = () => connection.networkBack();
  window.addEventListener('online', back, { signal });
  window.addEventListener('pageshow', back, { signal });
  const leave = () => {
    onLeave();
    connection.leavePage();
  };
  window.addEventListener('pagehide', leave, { signal });
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'visible' ? back() : connection.remember()),
    { signal },
  );
  return () => watching.abort();
}
