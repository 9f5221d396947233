'use client';

import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { MessagesOf } from '#components/language/catalog.ts';
import { type Language, SERVER_LANGUAGE } from '#components/language/language.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import type { Notice } from '../../connection/connection-listener.ts';
import type { ShownNotice } from '../../pane/notices.ts';
import { attachCatalog } from '../../words/attach-catalog.ts';
import { type TerminalMessages, terminalCatalog } from '../../words/catalog.ts';

const ICONS = {
  info: <Info aria-hidden className="text-info-text" />,
  warning: <TriangleAlert aria-hidden className="text-warn-text" />,
  error: <CircleAlert aria-hidden className="text-bad-text" />,
} as const;

/** Messages beside the output, newest last. */
export function NoticeList({
  notices,
  isAttached = false,
  onClose,
}: {
  notices: readonly ShownNotice[];
  /** The terminal is attached to a container's main process. */
  isAttached?: boolean;
  onClose: (noticeId: number) => void;
}) {
  const messages = useMessages(terminalCatalog);
  const attach = useMessages(attachCatalog);
  const { language } = useLanguage();
  return (
    <ul
      aria-label={messages.notices}
      aria-live="polite"
      // Below the buttons of a bar above the terminal, which may have two lines.
      className="pointer-events-none absolute top-3 right-3 z-20 grid w-[min(24rem,calc(100%-1.5rem))] gap-2 print:hidden [.pane-room:has([data-pane-bar])_&]:top-24"
    >
      {notices.map(({ noticeId, notice }) => {
        const { icon, text, lang } = wordsOf(notice, isAttached, messages, attach, language);
        return (
          <li
            key={noticeId}
            className="pointer-events-auto flex animate-appear items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-pop [&>svg]:mt-1 [&>svg]:size-4 [&>svg]:shrink-0"
          >
            {icon}
            <p lang={lang} className="min-w-0 flex-1 py-0.5 text-sm wrap-anywhere">
              {text}
            </p>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={messages.closeNotice}
              onClick={() => onClose(noticeId)}
            >
              <X aria-hidden />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function wordsOf(
  notice: Notice,
  isAttached: boolean,
  messages: TerminalMessages,
  attach: MessagesOf<typeof attachCatalog>,
  language: Language,
) {
  switch (notice.kind) {
    case 'server':
      if (language !== SERVER_LANGUAGE) {
        const { draining, tokenExpiring } = isAttached ? attach : messages;
        if (notice.code === 'draining') {
          return { icon: ICONS[notice.level], text: draining(notice.seconds) };
        }
        if (notice.code === 'token-expiring') return { icon: ICONS[notice.level], text: tokenExpiring };
        if (notice.code === 'recording-started') {
          return { icon: ICONS[notice.level], text: messages.recording.started };
        }
        if (notice.code === 'recording-gap') {
          return { icon: ICONS[notice.level], text: messages.recording.gap };
        }
        if (notice.code === 'recording-lost') {
          return { icon: ICONS[notice.level], text: messages.recording.lost };
        }
      }
      return { icon: ICONS[notice.level], text: notice.text, lang: SERVER_LANGUAGE };
    case 'input-full':
      return { icon: ICONS.warning, text: messages.inputFull };
    case 'replaced':
      return { icon: ICONS.info, text: messages.replaced };
    case 'paste-stopped':
      return { icon: ICONS.info, text: messages.paste.stopped(notice.sent, notice.total) };
    case 'interrupt-held':
      return { icon: ICONS.warning, text: attach.interruptHeld };
    case 'read-only':
      return { icon: ICONS.info, text: attach.noInput };
    case 'clipboard-forbidden':
      return { icon: ICONS.warning, text: messages.clipboard.forbidden };
  }
}
