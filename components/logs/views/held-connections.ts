/** Connections that followed logs hold. Browsers have six for a server over HTTP/1.1, and a page needs others. */

const FEW = 2;

let held = 0;

/** Takes one for the page, and returns what gives it back; undefined: the page has as many as it may. */
export function takeConnection(): (() => void) | undefined {
  if (held >= FEW && hasFewConnections()) return undefined;
  held += 1;
  let isHeld = true;
  return () => {
    if (isHeld) held -= 1;
    isHeld = false;
  };
}

function hasFewConnections(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page === undefined || page.nextHopProtocol === 'http/1.1' || page.nextHopProtocol === '';
}
