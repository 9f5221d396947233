import { AccountMenu } from './account-menu.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Language, theme and account, for the header of the full page of a shell. */
export function ShellPageSwitches() {
  return (
    <>
      {/* On a phone the pod's name needs the width; the pod pages have the language switch. */}
      <span className="flex max-sm:hidden">
        <LanguageSwitch />
      </span>
      <ThemeSwitch />
      <AccountMenu />
    </>
  );
}
