import { expect, test } from '../support/fixtures.ts';
import { PodListPage } from '../support/pod-list.ts';

test('the root address redirects to the pod list', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/pods$/);
  await expect(page).toHaveTitle('Pods · Podshell');
});

test('the list shows the status of each pod', async ({ page }) => {
  const list = await PodListPage.open(page);
  for (const [pod, ...texts] of [
    ['debian', 'Running', '1/1'],
    ['multi', 'Running', '2/2'],
    ['crashloop', /CrashLoopBackOff|Error/, '0/1'],
    ['pending', 'Pending', 'not scheduled'],
    ['team-b/debian', 'Running', 'team-b'],
  ] as const) {
    // Among many pods, only the rows in sight exist.
    await list.filter.fill(`name:${pod.split('/').at(-1)}`);
    for (const text of texts) await expect(list.row(pod)).toContainText(text);
  }
});

test('the first pods are in the HTML', async ({ request }) => {
  const html = await (await request.get('/pods?namespace=team-a')).text();
  for (const pod of ['busybox', 'debian', 'multi']) expect(html).toContain(`data-pod="team-a/${pod}"`);
});

test('the filter matches words and fields, and is part of the address', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  await page.keyboard.press('/');
  await expect(list.filter).toBeFocused();
  await page.keyboard.type('BUSY');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row('busybox')).toBeVisible();

  await list.filter.fill('container:sidecar');
  await expect(list.rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=container%3Asidecar/);
  await page.reload();
  await expect(list.filter).toHaveValue('container:sidecar');
  await expect(list.row('multi')).toBeVisible();
  await expect(list.rows).toHaveCount(1);

  await list.filter.press('Escape');
  await expect(list.row('debian')).toBeVisible();
  await expect(page).not.toHaveURL(/q=/);
});

test('a filter that finds nothing can be cleared', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-b&q=no-such-pod');
  await expect(page.getByRole('heading', { name: 'No matching pods' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear filter' }).last().click();
  await expect(list.row('team-b/debian')).toBeVisible();
});

test('new and deleted pods show without a reload', async ({ page, cluster }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));
  const name = await cluster.createPod();
  await expect(list.row(name)).toContainText('Running');
  await cluster.deletePod(name);
  await expect(list.row(name)).toHaveCount(0);
  await expect(page.locator('body[data-not-reloaded]')).toHaveCount(1);
});

test('a namespace can be selected, shared by link and cleared', async ({ page }) => {
  const list = await PodListPage.open(page, '?q=name:debian');
  await list.chooseNamespace('team-b');
  await expect(page).toHaveURL(/namespace=team-b/);
  await expect(page).toHaveTitle('Pods in team-b · Podshell');
  await list.expectLive();
  await expect(list.row('team-b/debian')).toBeVisible();
  await expect(list.row('debian')).toHaveCount(0);
  await page.goBack();
  await expect(list.row('debian')).toBeVisible();
  await expect(page).toHaveTitle('Pods · Podshell');
});

test('clicking a column header sorts by it', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  const names = () => list.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pod') ?? ''));
  expect(await names()).toEqual((await names()).toSorted());
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(names).toEqual((await names()).toSorted().toReversed());
  await expect(page).toHaveURL(/sort=-name/);
});

test('a shell opens from the list, in the default or another container', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  await expect(list.row('multi').getByRole('link', { name: /^Shell in/ })).toHaveAttribute(
    'href',
    /^\/shell\/team-a\/multi\?container=web&context=[^&]+$/,
  );
  await list
    .row('multi')
    .getByRole('button', { name: /^More actions for multi,/ })
    .click();
  await page.getByRole('menuitem', { name: 'sidecar', exact: true }).click();
  await expect(page.getByRole('tab', { name: 'multi · sidecar' })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
});

test('a shell also opens on its own page', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  await list
    .row('debian')
    .getByRole('button', { name: /^More actions for debian,/ })
    .click();
  await page.getByRole('menuitem', { name: 'debian, full page' }).click();
  await expect(page).toHaveURL(/\/shell\/team-a\/debian\?container=debian&context=/);
  await expect(page.locator('[data-podshell-terminal]')).toHaveAttribute('data-state', 'ready');
});

test('a container that is not running says so instead of a shell button', async ({ page }) => {
  const list = await PodListPage.open(page, '?q=name:pending');
  const button = list.row('pending').getByRole('button', { name: /^Shell in pending unavailable/ });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await button.focus();
  await expect(page.getByRole('tooltip')).toContainText('A shell needs a running container.');
});

test('forced colors show a disabled shell button as disabled', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const list = await PodListPage.open(page, '?namespace=team-a');
  const colorOf = (pod: string) =>
    list
      .row(pod)
      .getByText('Shell', { exact: true })
      .evaluate((button) => getComputedStyle(button).color);
  const gray = await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<button disabled>');
    return getComputedStyle(document.body.lastElementChild ?? document.body).color;
  });
  await expect.poll(() => colorOf('pending')).toBe(gray);
  expect(await colorOf('debian')).not.toBe(gray);
});

test('a missing permission is named, with a namespace that can be listed', async ({ page, needUser }) => {
  needUser('alice');
  const list = await PodListPage.visit(page, '?context=alice&namespace=team-b');
  await expect(
    page.getByRole('heading', { name: 'You don’t have permission to list pods here' }),
  ).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'pods' })).toContainText('team-b');
  await page.getByRole('link', { name: 'Show team-a' }).click();
  await expect(list.row('debian')).toBeVisible();
});

test('of several namespaces, permitted ones are listed and the others are named', async ({
  page,
  needUser,
}) => {
  needUser('alice');
  const list = await PodListPage.open(page, '?context=alice&namespace=team-a&namespace=team-b');
  await expect(list.row('debian')).toBeVisible();
  await expect(list.row('team-b/debian')).toHaveCount(0);
  const refusal = page
    .getByRole('status')
    .filter({ hasText: 'You don’t have permission to list pods in team-b.' });
  await expect(refusal).toContainText('pods is forbidden');
  await refusal.getByRole('button', { name: 'Hide this namespace' }).click();
  await expect(page).toHaveURL(/namespace=team-a$|namespace=team-a&context/);
  await expect(refusal).toHaveCount(0);
  await expect(list.row('debian')).toBeVisible();
});

test('the context can be switched, and links keep it', async ({ page, needUser }) => {
  needUser('alice');
  const list = await PodListPage.open(page);
  await list.chooseContext('alice');
  await expect(page).toHaveURL(/context=alice/);
  await expect(list.row('team-b/debian')).toHaveCount(0);
  await expect(list.row('debian').getByRole('link', { name: 'debian', exact: true })).toHaveAttribute(
    'href',
    '/pods/team-a/debian?context=alice',
  );
  await expect(list.row('debian').getByRole('link', { name: /^Shell in/ })).toHaveAttribute(
    'href',
    '/shell/team-a/debian?container=debian&context=alice',
  );
});

test('an unknown context is explained', async ({ page }) => {
  await PodListPage.visit(page, '?context=nobody-has-this');
  await expect(page.getByRole('heading', { name: 'Context not found' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'context' })).toContainText('nobody-has-this');
});

test('without permission to exec, each shell button names the missing permission', async ({
  page,
  needUser,
}) => {
  needUser('bob');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/access')) asked.push(request.url());
  });
  const list = await PodListPage.open(page, '?context=bob');
  for (const pod of ['debian', 'multi', 'busybox']) {
    await expect(list.row(pod).getByRole('link', { name: /^Shell in/ })).toHaveCount(0);
    const button = list.row(pod).getByRole('button', { name: /^Shell in .* unavailable/ });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleName(/pods\/exec.*team-a/);
  }
  await list
    .row('debian')
    .getByRole('button', { name: /^Shell in/ })
    .focus();
  await expect(page.getByRole('tooltip')).toContainText('pods/exec');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  // The first response has the permissions; there was no request per row.
  expect(asked.length).toBeLessThanOrEqual(1);
});

test('several namespaces can be selected by mouse, keyboard and address', async ({ page }) => {
  const list = await PodListPage.open(page, '?q=name:debian');
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  const search = page.getByRole('combobox', { name: 'Find a namespace' });
  await search.fill('team-b');
  await search.press('Control+Enter');
  await expect(page).toHaveURL(/\?namespace=team-b&q=/);
  await search.fill('team-a');
  await page.getByRole('option', { name: 'team-a' }).locator('[data-box]').click();
  await expect(page).toHaveURL(/\?namespace=team-a&namespace=team-b&q=/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Namespace: team-a, team-b' })).toBeFocused();
  await list.expectLive();
  await expect(list.row('debian')).toBeVisible();
  await expect(list.row('team-b/debian')).toBeVisible();
  await expect(page).toHaveTitle('Pods in team-a and team-b · Podshell');
  await page.goto('/pods?namespace=team-b,team-a&q=name:debian');
  await list.expectLive();
  await expect(list.row('debian')).toBeVisible();
  await expect(list.row('team-b/debian')).toBeVisible();
});

test('chosen columns are kept', async ({ page }) => {
  await PodListPage.open(page, '?namespace=team-a');
  const header = (name: string) => page.getByRole('columnheader', { name });
  await expect(header('Node')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Node' }).uncheck();
  await page.getByRole('checkbox', { name: 'Labels' }).check();
  await page.keyboard.press('Escape');
  await expect(header('Node')).toHaveCount(0);
  await page.reload();
  await expect(header('Labels')).toBeAttached();
  await expect(header('Node')).toHaveCount(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Reset columns' }).click();
  await expect(header('Node')).toBeAttached();
  await expect(header('Labels')).toHaveCount(0);
});

test('the filter help has examples that can be tried', async ({ page }) => {
  const list = await PodListPage.open(page, '?namespace=team-a');
  await page.getByRole('button', { name: 'Filter syntax' }).click();
  await page.getByRole('button', { name: 'container:sidecar' }).click();
  await expect(list.filter).toHaveValue('container:sidecar');
  await expect(list.rows).toHaveCount(1);
});
