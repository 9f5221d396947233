import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

/** Podshell's English sentences start like this; names, statuses and cluster messages do not. */
const ENGLISH = /\b(The|You|This|No|Open|Choose|Show|Try|Close|Find|Type|Use|It) [a-z]+ /;

async function choose(page: Page, button: string, language: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('menuitemradio', { name: language }).click();
}

/** Visible and accessible text, without quotations of the server. */
async function wordsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts: string[] = [];
    const isOurs = (element: Element | null) =>
      element?.closest('[lang="en"], script, style, pre, [data-podshell-terminal] [class*="xterm"]') == null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (isOurs(walker.currentNode.parentElement)) parts.push(walker.currentNode.nodeValue ?? '');
    for (const name of ['aria-label', 'title', 'placeholder', 'data-tooltip', 'aria-description']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (isOurs(element)) parts.push(element.getAttribute(name) ?? '');
      }
    }
    return parts.join('\n');
  });
}

test('the server chooses the language the browser asks for', async ({ request }) => {
  const answer = async (language: string) =>
    (await request.get('/pods', { headers: { 'accept-language': language } })).text();
  expect(await answer('zh-TW,en;q=0.5')).toContain('<html lang="zh-CN"');
  expect(await answer('de,en;q=0.5,zh;q=0.2')).toContain('<html lang="en"');
});

test('a language the user chooses applies at once and is kept', async ({ page }) => {
  await page.goto('/pods');
  await choose(page, 'Language', '简体中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('textbox', { name: '筛选 Pod' }).or(page.getByLabel('筛选 Pod'))).toBeVisible();
  await expect(page).toHaveTitle('Pod · Podshell');

  const [first] = await Promise.all([page.waitForResponse(/\/pods$/), page.reload()]);
  const html = await first.text();
  expect(html).toContain('<html lang="zh-CN"');
  expect(html).toContain('跳到正文');
  expect(html).not.toContain('>Skip to content<');
  await choose(page, '语言', 'English');
  await expect(page.getByLabel('Filter pods')).toBeVisible();
  await expect(page).toHaveTitle('Pods · Podshell');
});

test('a running shell keeps running while the language changes', async ({ page, openShell }) => {
  const shell = await openShell({ pod: 'debian' });
  await shell.run('kept=before');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await choose(page, 'Language', '简体中文');
  await expect(page.getByRole('button', { name: '搜索', exact: true })).toBeVisible();
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
  expect((await shell.run('echo $kept')).output).toContain('before');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('the pod list is Chinese from the first paint', async ({ page }) => {
    await page.goto('/pods', { waitUntil: 'commit' });
    await expect(page.getByRole('heading', { name: 'Pod' })).toBeVisible();
    await expect(page.locator('[data-link="live"]')).toHaveText('实时');
    await expect(page.getByRole('button', { name: '命名空间: 所有命名空间' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: '重启次数' })).toBeVisible();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
    await page.getByRole('button', { name: '筛选语法' }).click();
    await expect(page.getByText('按状态，例如 CrashLoopBackOff')).toBeVisible();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
  });

  test('a pod page is Chinese, and Kubernetes terms stay English', async ({ page }) => {
    await page.goto('/pods/team-a/crashloop');
    await expect(page.getByRole('heading', { name: '事件' })).toBeVisible();
    await expect(page.getByText('CrashLoopBackOff').first()).toBeVisible();
    await expect(page).toHaveTitle('team-a 中的 crashloop · Podshell');
    expect(await page.locator('header').textContent()).not.toMatch(ENGLISH);
  });

  test('the palette is Chinese and finds a language by its own name', async ({ page }) => {
    await page.goto('/pods');
    await page.locator('[data-link="live"]').waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '命令面板' });
    await expect(palette.getByText('使用深色主题')).toBeVisible();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
    await page.keyboard.type('english');
    await expect(palette.getByRole('option').first()).toHaveText(/语言：English/);
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Filter pods')).toBeVisible();
  });

  test('the list of shortcuts is Chinese', async ({ page }) => {
    await page.goto('/pods');
    await page.locator('[data-link="live"]').waitFor();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
  });

  test('a shell page and its options are Chinese', async ({ page, openShell }) => {
    await openShell({ pod: 'debian' });
    await expect(page.getByText('已连接')).toBeVisible();
    await page.getByRole('button', { name: '终端操作' }).click();
    await page.getByRole('menuitem', { name: '终端选项' }).click();
    await expect(page.getByText('屏幕阅读器模式')).toBeVisible();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
  });

  test('a failure is explained in Chinese and quotes the server', async ({ page, visitShell }) => {
    const shell = await visitShell({ pod: 'distroless' });
    await shell.waitForState('failed');
    const panel = page.getByRole('region', { name: '找不到 Shell' });
    await expect(panel.getByText('容器镜像中没有常见的 Shell，或没有你选择的 Shell。')).toBeVisible();
    await expect(panel.getByText('kubectl debug', { exact: false }).first()).toBeVisible();
    await expect(panel.locator('[lang="en"]')).toHaveText(/shell/);
    await expect(page.getByRole('alert').filter({ hasText: '找不到 Shell' })).toBeAttached();
    expect(await wordsOf(page)).not.toMatch(ENGLISH);
  });

  test('a missing permission is explained in Chinese, with the verbs', async ({ needUser, page }) => {
    needUser('bob');
    await page.goto('/pods/team-a/debian?context=bob');
    await expect(page.getByText('对 pods/exec 拥有 get 和 create 权限').first()).toBeVisible();
  });

  test('the page for an unknown address is Chinese', async ({ page }) => {
    await page.goto('/nowhere');
    await expect(page.getByRole('heading', { name: '页面不存在' })).toBeVisible();
    await expect(page).toHaveTitle('页面不存在 · Podshell');
    await page.goto('/shell/team-a/%2F');
    await expect(page.getByText('“/”不是有效的 Pod 名称。')).toBeVisible();
  });
});
