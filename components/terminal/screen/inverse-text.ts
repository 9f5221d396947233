/**
 * Corrects the colour of inverse text where page elements draw. xterm 6.0.0 asks for contrast with the foreground in
 * place of the background, which inverse text is written in, and so moves the colour to grey.
 */

import type { Terminal } from '@xterm/xterm';
import { type CoreRowFactory, coreOf } from './programs/xterm-core.ts';

/** @param terminal is in the page */
export function correctInverseText(terminal: Terminal): void {
  const factory = coreOf(terminal)._renderService._renderer.value?._rowFactory;
  if (factory === undefined) return;
  const rows: CoreRowFactory = Object.getPrototypeOf(factory);
  // Renderers come and go with the graphics card; all of them have this one prototype.
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
