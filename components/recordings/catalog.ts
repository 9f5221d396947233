import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** Recordings: their list and their player. */
export const recordingsCatalog = catalog({ en: messages, 'zh-CN': chinese });

export type RecordingsMessages = MessagesOf<typeof recordingsCatalog>;
