import { catalog } from '#components/language/catalog.ts';
import { messages } from './attach-messages.ts';
import { chinese } from './attach-messages.zh.ts';

/** What is attached to the main process of a container. */
export const attachCatalog = catalog({ en: messages, 'zh-CN': chinese });
