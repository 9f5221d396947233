'use client';

import { Check, Copy, Download, Ellipsis, Link2 } from 'lucide-react';
import { podLogRoute } from '#components/addresses/api-routes.ts';
import { type LogPlace, podLogPlace, subjectName } from '#components/addresses/log-place.ts';
import { absoluteLink } from '#components/links/copy-link.tsx';
import { useCopy } from '#components/links/use-copy.ts';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/layers/menu.tsx';
import type { LogsMessages } from '../catalog.ts';
import { type LogView, logAddress } from '../lines/log-address.ts';
import type { LineSource, LogLine } from '../lines/log-line.ts';
import { type LogTime, timeText } from '../stream/log-time.ts';

/** A menu of more than these would be a list of its own; the page of one pod has its own. */
const MOST_DOWNLOADS = 8;

/** Copies and downloads. */
export function LogActions({
  place,
  sources,
  view,
  lines,
  current,
  messages,
}: {
  /** With its context named, for links. */
  place: LogPlace;
  sources: readonly LineSource[];
  view: LogView;
  /** Those that are shown. */
  lines: readonly LogLine[];
  /** The marked one; undefined: none is. */
  current: LogLine | undefined;
  messages: LogsMessages;
}) {
  const { context, namespace, of } = place;
  const name = subjectName(of).replaceAll('/', '-') || namespace;
  const time = current?.time;
  const hasPods = of.kind !== 'pod';
  const nameOf = ({ pod, container }: LineSource) => {
    if (hasPods) return `${pod}/${container}`;
    return sources.length > 1 ? container : '';
  };
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
        text={() => textOf(lines, nameOf)}
        messages={messages}
      />
      {current !== undefined && time !== undefined && (
        <CopyItem
          icon="link"
          label={messages.copyLineLink}
          text={() => absoluteLink(lineHref(place, view, current, time))}
          messages={messages}
        />
      )}
      <MenuItem asChild>
        <button
          type="button"
          className="w-full text-left"
          onClick={() => save(`${name}.log`, textOf(lines, nameOf))}
        >
          <Download aria-hidden />
          {messages.download}
        </button>
      </MenuItem>
      {sources.slice(0, MOST_DOWNLOADS).map(({ pod, container }) => (
        <MenuItem key={`${pod}/${container}`} asChild>
          <a
            href={podLogRoute(
              { context, namespace, pod },
              { container, timestamps: 'true', previous: view.previous ? 'true' : undefined },
            )}
            download={`${pod}-${container}.log`}
          >
            <Download aria-hidden />
            {messages.downloadAll(hasPods ? `${pod}/${container}` : container)}
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** The page with that line, in its container alone: the time of a line may be that of others elsewhere. */
function lineHref(place: LogPlace, view: LogView, { source }: LogLine, time: LogTime): string {
  const { pod, container } = source;
  return logAddress(podLogPlace({ ...place, pod, container }), { ...view, filter: '', line: timeText(time) });
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
function textOf(lines: readonly LogLine[], nameOf: (source: LineSource) => string): string {
  return lines
    .map(({ source, time, plain }) => {
      const name = nameOf(source);
      const parts = [name === '' ? '' : `[${name}]`, time === undefined ? '' : timeText(time), plain];
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
