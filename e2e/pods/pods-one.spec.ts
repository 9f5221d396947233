import { expect, test } from '../support/fixtures.ts';

test('a pod page shows containers by kind, each with a shell button', async ({ page }) => {
  await page.goto('/pods/team-a/multi');
  await expect(page).toHaveTitle('multi in team-a · Podshell');
  await expect(page.getByRole('heading', { level: 1, name: 'multi' })).toBeVisible();

  const containers = page.getByRole('region', { name: 'Containers', exact: true });
  for (const name of ['web', 'sidecar']) {
    const item = containers.locator(`[data-container="${name}"]`);
    await expect(item).toContainText('Running');
    await expect(item.getByRole('link', { name: `Shell in multi, container ${name}` })).toBeVisible();
  }
  const init = page.getByRole('region', { name: 'Init containers' }).locator('[data-container="init"]');
  await expect(init).toContainText('Terminated: Completed');
  await expect(init.getByRole('button')).toHaveAttribute('aria-disabled', 'true');

  const about = page.getByRole('region', { name: 'About' });
  await expect(about).toContainText('Service account');
  await expect(page.getByRole('region', { name: 'Annotations' })).toContainText(
    'kubectl.kubernetes.io/default-container',
  );
  await expect(page.getByRole('region', { name: 'Conditions' })).toContainText('Ready yes');
});

test('the shell of a pod opens in the default container', async ({ page }) => {
  await page.goto('/pods/team-a/multi');
  const link = page.getByRole('link', { name: 'Shell in multi, container web' }).first();
  await expect(link).toHaveAttribute('href', /^\/shell\/team-a\/multi\?container=web&context=[^&]+$/);
  await link.click();
  await expect(page.getByRole('tab', { name: 'multi · web' })).toBeVisible();
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
});

test('the list links to the pod page and back', async ({ page }) => {
  await page.goto('/pods?namespace=team-a&q=busy');
  await page.getByRole('link', { name: 'busybox', exact: true }).click();
  await expect(page).toHaveURL(/\/pods\/team-a\/busybox$/);
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('busy');
  await page.goForward();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'team-a' }).click();
  await expect(page).toHaveURL(/\/pods\?namespace=team-a$/);
});

test('a crashing pod shows the reason and its last exit', async ({ page }) => {
  await page.goto('/pods/team-a/crashloop');
  const container = page.locator('[data-container="crash"]');
  await expect(container).toContainText(/Last exit.*exit 1/);
  await expect(container).toContainText('Restarts');
});

test('a missing pod is a 404', async ({ page }) => {
  const response = await page.goto('/pods/team-a/no-such-pod');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Pod not found' })).toBeVisible();
});

test('an invalid pod name is a 404', async ({ page }) => {
  for (const path of [
    '/pods/team-a/UPPER',
    '/pods/team_a/debian',
    '/pods/team-a/%2e%2e%2fsecret',
    '/pods/a/%ff',
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBeGreaterThanOrEqual(400);
    expect(response?.status(), path).toBeLessThan(500);
  }
});

test('a pod page says when its pod was deleted and offers no shell', async ({ page, cluster }) => {
  const name = await cluster.createPod();
  await page.goto(`/pods/team-a/${name}`);
  await expect(page.getByRole('link', { name: /^Shell in/ }).first()).toBeVisible();
  await cluster.deletePod(name);
  await expect(page.getByRole('status').filter({ hasText: 'Pod deleted.' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Shell in/ })).toHaveCount(0);
});

test('without permission to exec, the missing permission is named', async ({ page, cluster, needUser }) => {
  needUser('bob');
  // Of its own: debug containers of other tests stay in a pod.
  const name = await cluster.createPod();
  await page.goto(`/pods/team-a/${name}?context=bob`);
  await expect(page.getByRole('status').filter({ hasText: 'Shell unavailable.' })).toContainText('pods/exec');
  const buttons = page.getByRole('button', { name: /^Shell in \S+ unavailable/ });
  await expect(buttons).toHaveCount(2);
  for (const button of await buttons.all()) await expect(button).toHaveAttribute('aria-disabled', 'true');
});

test('a pod page follows its pod without polling', async ({ page, cluster }) => {
  const name = await cluster.createPod();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(`/api/pods/team-a/${name}`)) asked.push(request.url());
  });
  await page.goto(`/pods/team-a/${name}`);
  await expect(page.getByRole('region', { name: 'Containers', exact: true })).toContainText('Running');
  await cluster.deletePod(name);
  await expect(page.getByRole('status').filter({ hasText: 'Pod deleted.' })).toBeVisible({
    timeout: 2000,
  });
  expect(asked.length).toBeLessThanOrEqual(4);
});

test('the YAML of a pod can be read and copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/pods/team-a/multi');
  await page.getByRole('button', { name: 'Show YAML' }).click();
  const text = page.getByRole('region', { name: 'Pod YAML' });
  await expect(text).toContainText('kind: Pod');
  await expect(text).toContainText('namespace: team-a');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^apiVersion: v1\nkind: Pod\nmetadata:\n/);
  await expect(text.locator('pre > span')).toHaveText(copied.trimEnd().split('\n'));
});
