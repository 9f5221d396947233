import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** What popovers and notes of the pod list say. Loaded with them. */
export const laterCatalog = catalog({ en: messages, 'zh-CN': chinese });
