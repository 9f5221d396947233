/**
 * Corrects the colour of inverse text in the DOM renderer. For inverse text, xterm 6.0.0 checks the contrast against the
 * wrong colour (the foreground instead of the background), and so turns the text grey.
 */

import type { Terminal } from '@xterm/xterm';
import { type CoreRowFactory, coreOf } from '../programs/xterm-core.ts';

/** @param terminal must be in the page */
export function correctInverseText(terminal: Terminal): void {
  const factory = coreOf(terminal)._renderService._renderer.value?._rowFactory;
  if (factory === undefined) return;
  const rows: CoreRowFactory = Object.getPrototypeOf(factory);
  // DOM renderers are recreated when WebGL is lost; patch the prototype that they share.
  if (Object.hasOwn(rows._applyMinimumContrast, CORRECTED)) return;
  const apply = rows._applyMinimumContrast;
  const corrected: CoreRowFactory['_applyMinimumContrast'] = function (this: CoreRowFactory, ...values) {
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
  rows._applyMinimumContrast = Object.assign(corrected, { [CORRECTED]: true });
}

const CORRECTED = Symbol('corrected');
