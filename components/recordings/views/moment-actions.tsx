'use client';

import { Check, Download, Link2 } from 'lucide-react';
import { recordingCastRoute, recordingHref } from '#components/addresses/recordings.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { absoluteLink } from '#components/links/copy-link.tsx';
import { useCopy } from '#components/links/use-copy.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/layers/tooltip.tsx';
import { recordingsCatalog } from '../catalog.ts';
import type { Player } from '../player/player.ts';
import { momentForLink } from '../times.ts';

/** Copies a link to the moment that is shown. */
export function CopyMoment({ id, player }: { id: string; player: Player }) {
  const messages = useMessages(recordingsCatalog);
  const [result, copy] = useCopy(() => absoluteLink(recordingHref(id, momentForLink(player.view.position))));
  return (
    <>
      <output className="text-ink-muted text-xs">{result === undefined ? '' : messages[result]}</output>
      <Button variant="ghost" size="icon" aria-label={messages.copyMoment} onClick={copy}>
        {result === 'copied' ? <Check aria-hidden className="text-good-text" /> : <Link2 aria-hidden />}
      </Button>
    </>
  );
}

/** Downloads the file. @param isSealed as it is stored: encrypted */
export function DownloadCast({ id, isSealed = false }: { id: string; isSealed?: boolean }) {
  const messages = useMessages(recordingsCatalog);
  const label = isSealed ? messages.downloadSealed : messages.download;
  const href = recordingCastRoute(id, isSealed);
  if (isSealed) {
    return (
      <Button asChild variant="primary">
        <a href={href} download>
          <Download aria-hidden />
          {label}
        </a>
      </Button>
    );
  }
  return (
    <Tooltip text={label}>
      <Button asChild variant="ghost" size="icon">
        <a href={href} download aria-label={label}>
          <Download aria-hidden />
        </a>
      </Button>
    </Tooltip>
  );
}
