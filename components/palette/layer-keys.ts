/** Keys that the palette and long pages handle themselves, for the list of shortcuts. */

import type { Action } from '#components/actions/actions.ts';
import { END_SHORTCUT, PAGE_SHORTCUT } from './command-item.tsx';
import type { PaletteLayerMessages } from './layer-catalog.ts';

export function layerKeys({ keys, title }: PaletteLayerMessages): readonly Action[] {
  return [
    { id: 'palette.keys.move', label: keys.move, group: title, shortcut: 'arrowdown', also: ['arrowup'] },
    { id: 'palette.keys.choose', label: keys.choose, group: title, shortcut: 'enter' },
    { id: 'palette.keys.page', label: keys.page, group: title, shortcut: PAGE_SHORTCUT },
    { id: 'palette.keys.end', label: keys.end, group: title, shortcut: END_SHORTCUT },
    { id: 'palette.keys.close', label: keys.close, group: title, shortcut: 'escape' },
    {
      id: 'page.keys.scroll',
      label: keys.scroll,
      group: keys.pageGroup,
      shortcut: 'pagedown',
      also: ['pageup', 'home', 'end'],
    },
    { id: 'page.keys.add', label: keys.add, group: keys.pageGroup, shortcut: 'mod+enter' },
  ];
}
