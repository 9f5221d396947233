/**
 * Rows of the DOM renderer keep their elements. xterm 6.0.0 replaces all of a row's for each key, and the browser computes the
 * style of the new ones. It also clips each row, for which the browser paints each as a part of its own, and arranges the
 * layers of the whole page anew when the text in one grows. Only what may leave its row is clipped now.
 */

import type { Terminal } from '@xterm/xterm';
import { sharedOnce } from '../programs/shared-once.ts';
import { coreOf } from '../programs/xterm-core.ts';

/** Letters that stay within the height that their font names; a row is at least as high. */
const IN_ROW = /^[ -~\u00a0-\u00ff]*$/;
/** A wavy line may lie below. */
const LINED = /xterm-(under|over)line/;
const KEPT = Symbol('kept');

/** Counts for all terminals. @param terminal must be in the page */
export function keepSpans(terminal: Terminal): void {
  const renderer = coreOf(terminal)._renderService._renderer.value;
  const shared = renderer === undefined ? null : sharedOnce(renderer, KEPT);
  if (shared === null) return;
  const draw = shared.renderRows;
  shared.renderRows = function (start, end) {
    for (const row of this._rowElements.slice(start, end + 1)) row.replaceChildren = replaceSpans;
    draw.call(this, start, end);
  };
}

/** For `replaceChildren` of a row: an element that looks as the one in its place does gives it its text. */
function replaceSpans(this: HTMLElement, ...spans: readonly HTMLElement[]): void {
  const shown = this.children;
  let staysInRow = true;
  for (const [index, span] of spans.entries()) {
    const text = span.textContent;
    staysInRow &&= IN_ROW.test(text) && !LINED.test(span.className);
    const old = shown[index];
    if (old === undefined) this.append(span);
    else if (old.firstChild === null || !looksLike(old, span)) old.replaceWith(span);
    else if (old.firstChild.nodeValue !== text) old.firstChild.nodeValue = text;
  }
  while (shown.length > spans.length) this.lastElementChild?.remove();
  const overflow = staysInRow ? 'visible' : 'hidden';
  if (this.style.overflow !== overflow) this.style.overflow = overflow;
}

function looksLike(one: Element, other: Element): boolean {
  return one.className === other.className && one.getAttribute('style') === other.getAttribute('style');
}
