// The page of a run, the table of runs, what is compared: in one window, by mouse, by keyboard, in every theme.
import assert from 'node:assert/strict';
import { scene } from './scene.mjs';
import { noteTime } from './story.mjs';
import { until } from './waiting.mjs';

let page;

const { project, window, step } = scene('run-page', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 3');
  },
  ready: () => {
    project.footplate(window.program(), 'submit', 'job.yml', '--tail');
    project.footplate(window.program(), 'submit', 'job.yml', '--set', 'inputs.epochs=2', '--tail');
  },
});

const themes = [
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
  ['Dark Modern', 'vscode-dark'],
  ['Light Modern', 'vscode-light'],
];

/** Waits until the theme has reached the page, and for axe to find nothing on it: the colours follow the class a moment later. */
async function cleanIn(theme, kind) {
  await until(() => page.evaluate(name => document.body.classList.contains(name), kind), 60_000, kind);
  let problems = [];
  const isClean = async () => (problems = await window.accessibilityProblems(page)).length === 0;
  await until(isClean, 60_000, theme).catch(() => assert.deepEqual(problems, [], theme));
}

step('runs made on the command line are in the tree, with a number on the icon only while one runs', async () => {
  await window.activity('Footplate');
  await window.treeRow('first-steps').waitFor({ timeout: 60_000 });
  await window.treeRow('first light').getByText('Completed').waitFor();
});

step('a click on a run opens its page: phases, charts, parameters, files and the end of the log', async () => {
  const began = Date.now();
  await window.treeRow('first light').click();
  page = await window.webview('first light');
  await page.getByRole('region', { name: 'Phases' }).getByText('Running').waitFor();
  await page.getByRole('heading', { name: 'loss', exact: true }).waitFor();
  await page.locator('.plot canvas').first().waitFor();
  noteTime('run page opened with its chart', Date.now() - began);
  await page.getByRole('log').getByText('training finished').waitFor();
  await window.shot('readme-run-page');
});

step('axe finds nothing on the page of a run', async () => {
  assert.deepEqual(await window.accessibilityProblems(page), []);
});

step('the arrow keys tell the values of a chart', async () => {
  await page.locator('.plot').first().focus();
  await window.press('Home');
  await page.locator('.chart [aria-live]').filter({ hasText: '0.5' }).waitFor({ state: 'attached' });
  await window.press('ArrowRight');
  await page.locator('.chart [aria-live]').filter({ hasText: '0.333333' }).waitFor({ state: 'attached' });
});

step('a chart is smoothed, logarithmic and by time as the person likes', async () => {
  await page.getByLabel('logarithmic').check();
  await page.getByLabel('smoothing').fill('0.5');
  await page.getByLabel('Horizontal axis').selectOption('relative');
  await page.locator('.u-legend').getByText('seconds').waitFor();
});

step('another run is drawn beside this one', async () => {
  await page.getByRole('button', { name: 'Compare with Runs…' }).click();
  await window.pickerRows().first().waitFor();
  await window.pickerRows().first().click();
  await window.press('Enter');
  await page.getByRole('button', { name: 'Show this run alone' }).waitFor();
  await until(async () => (await page.locator('.u-legend .u-series').count()) >= 3, 60_000, 'a second curve');
  await window.shot('readme-compared');
});

step('the log opens as a document, to search in', async () => {
  await page.getByRole('button', { name: 'Open as Document' }).click();
  await window.page.locator('.tab').filter({ hasText: '.log' }).first().waitFor();
  await until(async () => (await window.editorText()).includes('training finished'), 60_000, 'the text of the log');
});

step('a high-contrast theme and a light one reach the page', async () => {
  for (const [theme, kind] of themes) {
    await window.theme(theme);
    await window.treeRow('first light').click();
    page = await window.webview('first light');
    await cleanIn(theme, kind);
    await window.shot(`run-page-${kind}`);
  }
});

step('a run is compared with another in a table', async () => {
  await window.command('Footplate: Compare Runs…', true);
  await window.pickerRows().first().click();
  await window.page.locator('.quick-input-widget input[placeholder="Choose the runs to compare with"]').waitFor();
  await window.pickerRows().first().click();
  await window.press('Enter');
  await window.page.locator('.tab').filter({ hasText: 'Preview' }).first().waitFor();
});

step('the table of runs sorts by a metric and takes a condition', async () => {
  await window.command('Footplate: Open Runs Table');
  page = await window.webview('2 runs, 0 selected');
  await page.getByRole('button', { name: 'metrics.loss' }).click();
  await page.locator('th[aria-sort=descending]').waitFor();
  await window.shot('readme-table');
  await page.getByLabel('Condition').fill('metrics.loss < 0.3');
  await window.press('Enter');
  await page.getByText('1 run, 0 selected').waitFor();
  assert.deepEqual(await window.accessibilityProblems(page), []);
  await page.getByLabel('Condition').fill('metrics.loss <');
  await window.press('Enter');
  await page.getByRole('alert').getByText(/\S/).first().waitFor();
  await page.getByLabel('Condition').fill('');
  await window.press('Enter');
  await page.getByText('2 runs, 0 selected').waitFor();
});

step('the table with chosen runs is clean for axe in every theme', async () => {
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
  await page.getByText('2 runs, 2 selected').waitFor();
  await page.getByText('Columns').first().click();
  for (const [theme, kind] of themes) {
    await window.theme(theme);
    await cleanIn(theme, kind);
    await window.shot(`run-table-${kind}`);
  }
  await page.getByText('Columns').first().click();
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.uncheck();
});

step('5,000 runs are in the tree at once, page by page', async () => {
  project.multiply(5000, 20);
  const began = Date.now();
  await window.command('Footplate: Refresh Experiments');
  await window.treeRow('experiment 1').waitFor({ timeout: 60_000 });
  noteTime('tree of 5,000 runs', Date.now() - began);
  await window.treeRow('experiment 1').getByText('250').waitFor();
});

step('a filter leaves one list, and its clearing brings the experiments back', async () => {
  await window.command('Footplate: Filter Runs…', true);
  await window.answer("display_name = 'made 77'");
  await window.treeRow('made 77').waitFor();
  await window.command('Footplate: Clear Filter and Order');
  await window.treeRow('experiment 2').waitFor();
});

step('a page of 200 rows more comes when the table is scrolled to its end', async () => {
  await window.command('Footplate: Open Runs Table');
  page = await window.webview('0 selected');
  await page.getByRole('button', { name: 'created' }).click();
  await page.getByText('200 runs, 0 selected').waitFor();
  await page.getByRole('button', { name: 'Show Older Runs' }).scrollIntoViewIfNeeded();
  await page.getByText('400 runs, 0 selected').waitFor();
  const isOnTop = await page
    .locator('thead th')
    .filter({ hasText: 'run' })
    .first()
    .evaluate(head => {
      const { x, y, width, height } = head.getBoundingClientRect();
      return head.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  assert.ok(isOnTop, 'the names that are scrolled away go below their heading');
});
