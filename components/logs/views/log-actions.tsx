'use client';

import { Check, Copy, Download, Ellipsis, Link2 } from 'lucide-react';
import { podLogRoute } from '#components/addresses/api-routes.ts';
import type { PodPlace } from '#components/addresses/shell-place.ts';
import { absoluteLink } from '#components/links/copy-link.tsx';
import { useCopy } from '#components/links/use-copy.ts';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/layers/menu.tsx';
import type { LogsMessages } from '../catalog.ts';
import type { LogLine } from '../lines/log-line.ts';
import { timeText } from '../stream/log-time.ts';

/** Copies and downloads. */
export function LogActions({
  place,
  containers,
  previous,
  lines,
  lineHref,
  messages,
}: {
  place: PodPlace;
  containers: readonly string[];
  previous: boolean;
  /** Those that are shown. */
  lines: readonly LogLine[];
  /** The page with the marked line; undefined: none is marked. */
  lineHref: string | undefined;
  messages: LogsMessages;
}) {
  const isMany = containers.length > 1;
  return (
    <Menu
      label={messages.more}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.more}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <CopyItem
        icon="copy"
        label={messages.copyLines}
        text={() => textOf(lines, isMany)}
        messages={messages}
      />
      {lineHref !== undefined && (
        <CopyItem
          icon="link"
          label={messages.copyLineLink}
          text={() => absoluteLink(lineHref)}
          messages={messages}
        />
      )}
      <MenuItem asChild>
        <button
          type="button"
          className="w-full text-left"
          onClick={() => save(`${place.pod}.log`, textOf(lines, isMany))}
        >
          <Download aria-hidden />
          {messages.download}
        </button>
      </MenuItem>
      {containers.map((container) => (
        <MenuItem key={container} asChild>
          <a
            href={podLogRoute(place, {
              container,
              timestamps: 'true',
              previous: previous ? 'true' : undefined,
            })}
            download={`${place.pod}-${container}.log`}
          >
            <Download aria-hidden />
            {messages.downloadAll(container)}
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}

function CopyItem({
  icon,
  label,
  text,
  messages,
}: {
  icon: 'copy' | 'link';
  label: string;
  text: () => string;
  messages: LogsMessages;
}) {
  const [result, copy] = useCopy(text);
  const Icon = result === 'copied' ? Check : icon === 'copy' ? Copy : Link2;
  return (
    <MenuItem asChild staysOpen>
      <button type="button" onClick={copy} className="w-full text-left">
        <Icon aria-hidden />
        <span>{label}</span>
        <output className="ml-auto text-ink-muted text-xs">
          {result === undefined ? '' : messages[result]}
        </output>
      </button>
    </MenuItem>
  );
}

/** The lines as kubectl prints them with timestamps, without colors. */
function textOf(lines: readonly LogLine[], isMany: boolean): string {
  return lines
    .map(({ container, time, plain }) => {
      const parts = [isMany ? `[${container}]` : '', time === undefined ? '' : timeText(time), plain];
      return `${parts.filter((part) => part !== '').join(' ')}\n`;
    })
    .join('');
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it when the event is over.
  setTimeout(() => URL.revokeObjectURL(url));
}
