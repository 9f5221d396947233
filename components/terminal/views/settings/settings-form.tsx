'use client';

import { Switch } from 'radix-ui';
import { useId } from 'react';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { ChoiceSelect } from '#components/ui/choice/choice-select.tsx';
import {
  CURSOR_STYLES,
  DEFAULT_SETTINGS,
  FONT_NAMES,
  FONT_SIZES,
  LINE_HEIGHTS,
  SCROLLBACKS,
  THEME_NAMES,
} from '../../screen/look/terminal-settings.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { useTerminalSettings } from './use-terminal-settings.ts';

/** Every choice applies immediately, to all terminals. Rendered only in a browser. */
export function SettingsForm() {
  const messages = useMessages(terminalCatalog);
  const [settings, change] = useTerminalSettings();
  return (
    <div className="grid gap-2">
      <Choice
        label={messages.settings.theme}
        value={settings.theme}
        choices={THEME_NAMES}
        nameOf={(name) => messages.settings.themes[name]}
        onChange={(theme) => change({ theme })}
      />
      <Choice
        label={messages.settings.font}
        value={settings.font}
        choices={FONT_NAMES}
        nameOf={(name) => messages.settings.fonts[name]}
        onChange={(font) => change({ font })}
      />
      <Choice
        label={messages.settings.fontSize}
        value={settings.fontSize}
        choices={FONT_SIZES}
        nameOf={messages.settings.number}
        onChange={(fontSize) => change({ fontSize })}
      />
      <Choice
        label={messages.settings.lineHeight}
        value={settings.lineHeight}
        choices={LINE_HEIGHTS}
        nameOf={messages.settings.number}
        onChange={(lineHeight) => change({ lineHeight })}
      />
      <Choice
        label={messages.settings.cursorStyle}
        value={settings.cursorStyle}
        choices={CURSOR_STYLES}
        nameOf={(style) => messages.settings.cursorStyles[style]}
        onChange={(cursorStyle) => change({ cursorStyle })}
      />
      <Choice
        label={messages.settings.scrollback}
        value={settings.scrollback}
        choices={SCROLLBACKS}
        nameOf={messages.settings.number}
        onChange={(scrollback) => change({ scrollback })}
      />
      <Toggle
        label={messages.settings.cursorBlink}
        hint={messages.settings.cursorBlinkHint}
        on={settings.cursorBlink}
        onChange={(cursorBlink) => change({ cursorBlink })}
      />
      <Toggle
        label={messages.settings.warnPaste}
        hint={messages.settings.warnPasteHint}
        on={settings.warnPaste}
        onChange={(warnPaste) => change({ warnPaste })}
      />
      <Toggle
        label={messages.settings.detachKeys}
        hint={messages.settings.detachKeysHint}
        on={settings.detachKeys}
        onChange={(detachKeys) => change({ detachKeys })}
      />
      {platformOf(navigator.userAgent) === 'mac' && (
        <Toggle
          label={messages.settings.optionIsMeta}
          hint={messages.settings.optionIsMetaHint}
          on={settings.optionIsMeta}
          onChange={(optionIsMeta) => change({ optionIsMeta })}
        />
      )}
      <Toggle
        label={messages.screenReader}
        hint={messages.screenReaderHint}
        on={settings.screenReader}
        onChange={(screenReader) => change({ screenReader })}
      />
      <Button size="sm" className="justify-self-start" onClick={() => change(DEFAULT_SETTINGS)}>
        {messages.settings.reset}
      </Button>
    </div>
  );
}

function Choice<Value extends string | number>({
  label,
  value,
  choices,
  nameOf,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}) {
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="min-w-0 flex-1 text-sm">
        {label}
      </span>
      <ChoiceSelect
        label={label}
        size="sm"
        value={String(value)}
        choices={choices.map((choice) => ({ value: String(choice), label: nameOf(choice) }))}
        onChoose={(text) => {
          const chosen = choices.find((choice) => String(choice) === text);
          if (chosen !== undefined) onChange(chosen);
        }}
        className="w-36"
      />
    </div>
  );
}

function Toggle({
  label,
  hint,
  on,
  onChange,
}: {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-sm">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      </div>
      <Switch.Root
        id={id}
        aria-describedby={`${id}-hint`}
        checked={on}
        onCheckedChange={onChange}
        className="relative flex h-5 w-9 shrink-0 items-center rounded-full pointer-coarse:after:absolute pointer-coarse:after:-inset-x-1 pointer-coarse:after:-inset-y-3 bg-ink-faint p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="size-4 rounded-full bg-surface shadow-soft transition-transform data-[state=checked]:translate-x-4" />
      </Switch.Root>
    </div>
  );
}
