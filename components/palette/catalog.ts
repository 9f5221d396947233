import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The palette's button and the commands of every page. */
export const paletteCatalog = catalog({ en: messages, 'zh-CN': chinese });
