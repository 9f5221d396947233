'use client';

import { useState } from 'react';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { DEBUG_PROFILES, type DebugChoices, type DebugProfile } from '#protocol/debug.ts';
import { debugCatalog } from './catalog.ts';
import { ChoiceRow } from './choice-row.tsx';
import type { DebugWish } from './debug-stream.ts';

/** Where the shell of a copy runs, its image, profile and node. */
export function CopyForm({
  choices: { images, replaceable },
  onStart,
}: {
  choices: DebugChoices;
  onStart: (wish: DebugWish) => void;
}) {
  const messages = useMessages(debugCatalog);
  // Without an image to add, only a program of the pod can make way.
  const [replace, setReplace] = useState(images.length === 0 ? (replaceable[0] ?? '') : '');
  const [image, setImage] = useState('');
  const [profile, setProfile] = useState<DebugProfile>('general');
  const [sameNode, setSameNode] = useState(false);
  const isAdded = replace === '';
  const chosen = image === '' && isAdded ? (images[0] ?? '') : image;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onStart({
          copy: true,
          image: chosen === '' ? undefined : chosen,
          replace: isAdded ? undefined : replace,
          sameNode,
          profile,
        });
      }}
    >
      <ChoiceRow
        label={messages.shellIn}
        hint={isAdded ? messages.addedHint : messages.replacedHint}
        value={replace}
        choices={[
          ...(images.length === 0 ? [] : [{ value: '', label: messages.added }]),
          ...replaceable.map((value) => ({ value, label: messages.replaced(value) })),
        ]}
        onChoose={setReplace}
      />
      <ChoiceRow
        label={messages.image}
        value={chosen}
        choices={[
          ...(isAdded ? [] : [{ value: '', label: messages.ownImage }]),
          ...images.map((value) => ({ value, label: value })),
        ]}
        onChoose={setImage}
      />
      <ChoiceRow
        label={messages.profile}
        value={profile}
        choices={DEBUG_PROFILES.map((value) => ({ value, label: messages.profiles[value] }))}
        onChoose={setProfile}
      />
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={sameNode}
          onChange={(event) => setSameNode(event.currentTarget.checked)}
        />
        {messages.sameNode}
      </label>
      <Button type="submit" variant="primary" disabled={isAdded && chosen === ''}>
        {messages.startCopy}
      </Button>
    </form>
  );
}
