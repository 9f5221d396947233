import { expect, test } from './support/fixtures.ts';

test('a browser that asks for Chinese gets it in the first answer', async ({ request }) => {
  const chinese = await request.get('/pods', { headers: { 'accept-language': 'zh-TW,en;q=0.5' } });
  expect(await chinese.text()).toContain('<html lang="zh-CN"');
  const english = await request.get('/pods', { headers: { 'accept-language': 'de,en;q=0.5,zh;q=0.2' } });
  expect(await english.text()).toContain('<html lang="en"');
});

test('a language that the user chooses applies at once and stays', async ({ page, request }) => {
  await page.goto('/pods');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: '主题' })).toBeVisible();

  const first = await request.get('/pods', {
    headers: { cookie: await cookiesOf(page), 'accept-language': 'en' },
  });
  expect(await first.text()).toContain('<html lang="zh-CN"');
  await page.reload();
  await expect(page.getByRole('button', { name: '主题' })).toBeVisible();
  expect(await page.title()).toMatch(/Podshell/);
});

async function cookiesOf(page: import('@playwright/test').Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
