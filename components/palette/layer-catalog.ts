import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './layer-messages.ts';
import { chinese } from './layer-messages.zh.ts';

/** The open palette and the list of shortcuts. */
export const paletteLayerCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type PaletteLayerMessages = MessagesOf<typeof paletteLayerCatalog>;
