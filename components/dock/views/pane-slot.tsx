'use client';

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * The place of a terminal inside its tab. The terminal is rendered elsewhere, into `node`: React would create it anew,
 * and connect it again, when it changes its parent.
 */
export function PaneSlot({ node }: { node: HTMLElement }) {
  const slot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Moving an element takes the focus out of it, so never without need.
    if (node.parentElement !== slot.current) slot.current?.append(node);
  }, [node]);
  return <div ref={slot} className="contents" />;
}

/**
 * One element for each terminal, the same as long as the terminal is open.
 * @param paneIds the open terminals
 * @returns stable
 */
export function usePaneNodes(paneIds: readonly string[]): (paneId: string) => HTMLElement {
  const nodes = useRef(new Map<string, HTMLElement>());
  useEffect(() => {
    const open = new Set(paneIds);
    for (const id of nodes.current.keys()) if (!open.has(id)) nodes.current.delete(id);
  }, [paneIds]);
  return useCallback((paneId) => {
    const known = nodes.current.get(paneId);
    if (known !== undefined) return known;
    const node = document.createElement('div');
    node.className = 'contents';
    nodes.current.set(paneId, node);
    return node;
  }, []);
}
