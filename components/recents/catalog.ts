import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Favourite and recent places. */
export const recentsCatalog = catalog({ en: messages, 'zh-CN': chinese });
