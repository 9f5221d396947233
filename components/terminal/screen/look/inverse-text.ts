/**
 * Corrects the colour of inverse text in the DOM renderer. For inverse text, xterm 6.0.0 checks the contrast against the
 * wrong colour (the foreground instead of the background), and so turns the text grey.
 */

import type { Terminal } from '@xterm/xterm';
import { sharedOnce } from '../programs/shared-once.ts';
import { coreOf } from '../programs/xterm-core.ts';

/** @param terminal must be in the page */
export function correctInverseText(terminal: Terminal): void {
  const factory = coreOf(terminal)._renderService._renderer.value?._rowFactory;
  const rows = factory === undefined ? null : sharedOnce(factory, CORRECTED);
  if (rows === null) return;
  const apply = rows._applyMinimumContrast;
  rows._applyMinimumContrast = function (...values) {
    const [element, background, foreground, cell, ...overrides] = values;
    const { colors } = this._themeService;
    const isDefault = foreground === colors.foreground && cell.isInverse() !== 0;
    return apply.call(
      this,
      element,
      background,
      isDefault ? colors.background : foreground,
      cell,
      ...overrides,
    );
  };
}

const CORRECTED = Symbol('corrected');
