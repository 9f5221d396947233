import { catalog } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Sharing a shell, and watching somebody else's. */
export const sharingCatalog = catalog({ en: messages, 'zh-CN': chinese });
