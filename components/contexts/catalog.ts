import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Contexts and their colours. */
export const contextsCatalog = catalog({ en: messages, 'zh-CN': chinese });
