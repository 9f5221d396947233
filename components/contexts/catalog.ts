import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Contexts, their colours, and where a pod is. */
export const contextsCatalog = catalog({ en: messages, 'zh-CN': chinese });
