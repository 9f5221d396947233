'use client';

import { Plug } from 'lucide-react';
import { useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { DEBUG_PROFILES, type DebugChoices, type DebugProfile } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';
import { ChoiceRow } from './choice-row.tsx';
import type { DebugWish } from './debug-stream.ts';

/** Image, target and profile of a debug container, and those that run already. */
export function DebugForm({
  choices: { images, targets, running },
  onStart,
  onAttach,
}: {
  choices: DebugChoices;
  onStart: (wish: DebugWish) => void;
  /** Gets a container that runs. */
  onAttach: (container: string) => void;
}) {
  const messages = useMessages(debugCatalog);
  const [image, setImage] = useState(images[0] ?? '');
  const [target, setTarget] = useState(targets[0] ?? '');
  const [profile, setProfile] = useState<DebugProfile>('general');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onStart({ image, target, profile });
      }}
    >
      {running.length > 0 && (
        <section aria-label={messages.running} className="grid gap-2 rounded-md border border-line p-2">
          <p className="text-ink-muted text-xs">{messages.running}</p>
          {running.map(({ container, image: of, target: shared }) => (
            <div key={container} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate text-ink-muted text-xs">
                {messages.runningHint(of, shared)}
              </span>
              <Button size="sm" variant="primary" onClick={() => onAttach(container)}>
                <Plug aria-hidden />
                {messages.attach(container)}
              </Button>
            </div>
          ))}
        </section>
      )}
      <ChoiceRow
        label={messages.image}
        value={image}
        choices={images.map((value) => ({ value, label: value }))}
        onChoose={setImage}
      />
      <ChoiceRow
        label={messages.target}
        hint={messages.targetHint}
        value={target}
        choices={[
          ...targets.map((value) => ({ value, label: value })),
          { value: '', label: messages.noTarget },
        ]}
        onChoose={setTarget}
      />
      <ChoiceRow
        label={messages.profile}
        value={profile}
        choices={DEBUG_PROFILES.map((value) => ({ value, label: messages.profiles[value] }))}
        onChoose={setProfile}
      />
      <Button type="submit" variant={running.length > 0 ? 'secondary' : 'primary'} disabled={image === ''}>
        {messages.start}
      </Button>
    </form>
  );
}
