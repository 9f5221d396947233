'use client';

import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
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
import { Choice, Toggle } from './controls.tsx';
import { MarksSettings } from './marks-settings.tsx';
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
      <MarksSettings settings={settings} onChange={change} />
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
