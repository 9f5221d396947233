// @vitest-environment happy-dom

import { Terminal } from '@xterm/xterm';
import { afterEach, expect, test, vi } from 'vitest';
import { coreOf } from '../programs/xterm-core.ts';
import { moveFieldWithFrames } from './field-place.ts';

afterEach(() => document.body.replaceChildren());

test('the input field follows the cursor in the frame that draws it, not before', async () => {
  const terminal = new Terminal({ cols: 20, rows: 4 });
  const element = document.createElement('div');
  document.body.append(element);
  terminal.open(element);
  // happy-dom measures nothing.
  Object.assign(coreOf(terminal)._renderService.dimensions.css.cell, { width: 8, height: 16 });
  moveFieldWithFrames(terminal);
  const top = () => terminal.textarea?.style.top;
  for (const row of [1, 2]) {
    const before = top();
    let parsed: string | undefined;
    let drawn: string | undefined;
    // A later listener than the module's, as those that measure the screen are.
    const drawing = terminal.onRender(() => {
      drawn = top();
    });
    terminal.write('\r\n', () => {
      parsed = top();
    });
    await vi.waitUntil(() => drawn !== undefined);
    drawing.dispose();
    expect([parsed, drawn]).toEqual([before, `${row * 16}px`]);
  }
});
