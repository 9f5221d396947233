/** The jobs that must work in every browser. */

import { test as base, expect } from '../../support/fixtures.ts';
import { INTERRUPTIBLE } from '../../support/interruptible.ts';
import { needProgram } from '../../support/need-program.ts';
import { BrowserDriver, type DriverSession } from './browser-driver.ts';
import { DrivenPage } from './driven-page.ts';
import { PolicyReports } from './policy-reports.ts';

export interface DrivenBrowser {
  readonly name: string;
  /** Its program; undefined where it is not installed. */
  readonly program: string | undefined;
  /** What to install, for the sentence of skipped tests. */
  readonly packages: string;
  readonly start: (program: string) => Promise<DriverSession>;
}

/** Declares the tests. One browser process runs them all. */
export function testCoreJobs({ name, program, packages, start }: DrivenBrowser): void {
  const test = base.extend<object, { driven: DrivenPage }>({
    driven: [
      async ({ browserName: _anyBrowser }, use) => {
        if (program === undefined) throw new Error(`${name} is not installed`);
        const driver = new BrowserDriver(await start(program));
        await driver.resize(1280, 800);
        await use(new DrivenPage(driver));
        await driver.close();
      },
      { scope: 'worker', timeout: 90_000 },
    ],
  });

  needProgram(program !== undefined, name, packages);

  test('the pods are listed and live, and a row opens a shell', async ({ driven, server }) => {
    await driven.driver.open(`${server.url}/pods?namespace=team-a`);
    await driven.expectVisible('[data-link="live"]', 'Live');
    const row = 'tr[data-pod="team-a/debian"]';
    await driven.expectVisible(row, 'debian');
    await driven.click(`${row} :is(a, button)`, 'Shell');
    await driven.expectState('ready');
    await driven.expectFocus('[data-podshell-terminal] textarea');
    await driven.driver.type('echo from-$((40+2))\n');
    await driven.expectText(/^from-42$/m);
  });

  test('typed text reaches the shell, and its output the screen, in UTF-8', async ({ driven, server }) => {
    await driven.openShell(server.url, 'debian');
    await driven.focus();
    await driven.driver.type('echo "sum $((20+22)) é ß 你好 😀"\n');
    await driven.expectText(/^sum 42 é ß 你好 😀$/m);
    await driven.driver.type(`${INTERRUPTIBLE.command}\n`);
    await driven.expectText(INTERRUPTIBLE.output);
    await driven.driver.press('Control+c');
    await driven.expectText(/\^C\n.*[$#]$/);
  });

  test('a new size of the window reaches the shell', async ({ driven, server }) => {
    await driven.openShell(server.url, 'debian');
    await driven.focus();
    const columns = async (label: string) => {
      await driven.driver.type(`echo ${label}-$(stty size)-\n`);
      await driven.expectText(new RegExp(`^${label}-\\d+ \\d+-$`, 'm'));
      return Number(new RegExp(`^${label}-\\d+ (\\d+)-$`, 'm').exec(await driven.text())?.[1]);
    };
    const wide = await columns('wide');
    await driven.driver.resize(800, 600);
    try {
      let tries = 0;
      // The size reaches the shell a moment after the window.
      await expect.poll(() => columns(`narrow${tries++}`)).toBeLessThan(wide * 0.75);
    } finally {
      await driven.driver.resize(1280, 800);
    }
  });

  test('text is copied from the terminal and pasted into it', async ({ driven, server }) => {
    await driven.openShell(server.url, 'debian');
    await driven.focus();
    await driven.driver.type('echo copied-$((40+2))-é\n');
    await driven.expectText(/^copied-42-é$/m);
    await driven.choose('Select all');
    await driven.choose('Copy');
    await driven.focus();
    // A program that shows what is pasted, also when it has several lines.
    await driven.driver.type('clear; cat\n');
    await expect.poll(() => driven.text(), { intervals: [100] }).toBe('');
    await driven.driver.press('Control+Shift+v');
    // The command, its output and a prompt, without the empty rows below.
    await driven.expectVisible('[role="dialog"] h2', 'Paste 3 lines?');
    await driven.click('[role="dialog"] button', 'Paste');
    await driven.expectText(/^copied-42-é$/m);
  });

  test('a dropped connection comes back to the same shell', async ({ driven, line }) => {
    await driven.openShell(line.url, 'debian');
    await driven.focus();
    await driven.driver.type('kept=still-here; echo before-$((1+1))\n');
    await driven.expectText(/^before-2$/m);
    line.set('down');
    await driven.expectState('reconnecting');
    await driven.driver.type('echo $kept\n');
    line.set('good');
    await driven.expectState('ready');
    await driven.expectText(/^still-here$/m);
    expect(await driven.text()).toMatch(/^before-2$/m);
  });

  test('a reloaded page resumes its shell', async ({ driven, server }) => {
    await driven.openShell(server.url, 'debian');
    await driven.focus();
    await driven.driver.type('kept=still-here; echo before-$((1+1))\n');
    await driven.expectText(/^before-2$/m);
    await driven.reload();
    await driven.expectState('ready');
    await driven.expectText(/^before-2$/m);
    await driven.focus();
    await driven.driver.type('echo $kept\n');
    await driven.expectText(/^still-here$/m);
  });

  test('an exit is shown, and Enter opens a new shell', async ({ driven, server }) => {
    await driven.openShell(server.url, 'debian');
    await driven.focus();
    await driven.driver.type('exit 3\n');
    await driven.expectState('exited');
    await driven.expectVisible('button', 'New shell');
    await driven.driver.press('Enter');
    await driven.expectState('ready');
  });

  test('a failure is explained, with a next step', async ({ driven, server }) => {
    await driven.visitShell(server.url, 'distroless');
    await driven.expectState('failed');
    await driven.expectVisible('h2', 'Shell not found');
    await driven.expectVisible('button', 'Try again');
  });

  test('a debug container is added and attached to, and detaching leaves it', async ({ driven, server }) => {
    await driven.visitShell(server.url, 'distroless');
    await driven.expectState('failed');
    await driven.click('button', 'Debug…');
    await driven.click('[role="dialog"] button', 'Start debug container');
    await driven.expectState('ready');
    await driven.expectVisible('[data-attached="true"]', '');
    await driven.focus();
    await driven.driver.type('echo debug-$((40+2))\n');
    await driven.expectText(/^debug-42$/m);
    await driven.driver.press('Control+p');
    await driven.driver.press('Control+q');
    await driven.expectState('exited');
    await driven.click('button', 'Attach again');
    await driven.expectState('ready');
    await driven.focus();
    await driven.driver.type('echo again-$((40+2))\n');
    await driven.expectText(/^again-42$/m);
  });

  test('a log is shown and followed', async ({ driven, server }) => {
    await driven.driver.open(`${server.url}/logs/team-a/debian`);
    await driven.expectVisible('[data-log-state="live"]', 'Live');
    await driven.expectVisible('[data-line]', 'tick 0');
    await driven.expectVisible('footer', 'line');
  });

  test('pages keep to their Content-Security-Policy', async ({ driven, server }) => {
    const reports = await PolicyReports.of(server.port);
    await driven.driver.open(`${reports.url}/pods?namespace=team-a`);
    await driven.expectVisible('[data-link="live"]', 'Live');
    await driven.openShell(reports.url, 'debian');
    await driven.driver.evaluate(() => {
      new Image().src = 'https://elsewhere.invalid/';
    });
    // It comes after the pages' own, if there are any.
    await expect.poll(() => reports.blocked.join()).toContain('elsewhere.invalid');
    expect(reports.blocked).toHaveLength(1);
    await reports.dispose();
  });
}
