import { catalog, type MessagesOf } from '#components/language/catalog.ts';
import { messages } from './messages.ts';
import { chinese } from './messages.zh.ts';

/** The dock of terminals. */
export const dockCatalog = catalog(messages, chinese);

export type DockMessages = MessagesOf<typeof dockCatalog>;
