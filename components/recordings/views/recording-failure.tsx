'use client';

import Link from 'next/link';
import { recordingsHref } from '#components/addresses/recordings.ts';
import { FailureNotice } from '#components/failures/failure-notice.tsx';
import type { Failure } from '#components/failures/read-failure.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { recordingsCatalog } from '../catalog.ts';
import { DownloadCast } from './moment-actions.tsx';

/** Why there is no recording to show. One that this server cannot decrypt can be downloaded. */
export function RecordingFailure({
  id,
  failure,
  onAgain,
}: {
  id: string;
  failure: Failure;
  onAgain: () => void;
}) {
  const messages = useMessages(recordingsCatalog);
  const isSealed = failure.code === 'recording-encrypted';
  const mayPass = failure.code !== 'recording-incomplete';
  return (
    <FailureNotice
      failure={failure}
      place="shell"
      wholePage
      actions={
        <>
          {isSealed ? (
            <DownloadCast id={id} isSealed />
          ) : (
            mayPass && (
              <Button variant="primary" onClick={onAgain}>
                {messages.tryAgain}
              </Button>
            )
          )}
          <Button asChild>
            <Link href={recordingsHref()}>{messages.toList}</Link>
          </Button>
        </>
      }
    />
  );
}
