// A whole round without a mouse: the error, its fix, the submit, the tree, the page of the run, the table.
import assert from 'node:assert/strict';
import { scene } from './scene.mjs';
import { pause, until } from './waiting.mjs';

const { window, step } = scene('keyboard');

step('F8 goes to the error, Ctrl+. and Enter repair it', async () => {
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
  await window.press('F8');
  await window.page.locator('.marker-widget').getByText('comand').first().waitFor();
  await window.press('Escape');
  await window.page.locator('.marker-widget').waitFor({ state: 'detached' });
  const actions = window.page.locator('.action-widget').getByText('command').first();
  // The list closes again where the editor gets its focus back, or new lenses, a moment later.
  await until(
    async () => {
      await window.press('Control+.');
      return actions.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    },
    60_000,
    'the list of repairs',
  );
  await window.press('Enter');
  await window.errors().first().waitFor({ state: 'detached' });
  await window.editorShows(/^command: python/m);
});

step('the palette submits, and the view takes the focus by its own command', async () => {
  await window.command('Footplate: Submit Job');
  await window.command('Footplate: Focus on Experiments View');
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  await window.lensShows('last run: Completed'); // the editor has not the focus: VS Code forgets what it was told while it lost it
});

/** The focus goes from the first row, the experiment, to its run; a key is lost where the rows are drawn anew just then. */
async function focusRun() {
  await window.command('Footplate: Focus on Experiments View');
  await window.page.locator('.part.sidebar .monaco-list:focus-within').first().waitFor();
  const run = window.page.locator('.part.sidebar .monaco-list-row.focused').filter({ hasText: 'first light' });
  const reach = async () => {
    await window.press('Home', 'ArrowDown');
    await pause(500);
    return run.isVisible();
  };
  await until(reach, 45_000, 'the run has the focus');
}

step('arrows and Enter open the page of the run', async () => {
  await focusRun();
  await window.press('Enter');
  const page = await window.webview('first light');
  await page.locator('.plot').first().waitFor();
});

step('Tab walks through the page: its buttons, the choices of the charts, the chart itself', async () => {
  const page = await window.webview('first light');
  await page.getByRole('button', { name: 'Open Log' }).focus();
  const reached = new Set();
  await until(
    async () => {
      await window.press('Tab');
      reached.add(await page.evaluate(() => document.activeElement?.className || document.activeElement?.tagName));
      return [...reached].some(name => name.includes('plot'));
    },
    60_000,
    'the chart has the focus',
  );
  await window.press('Home');
  await page.locator('.chart [aria-live]').filter({ hasText: '0.5' }).waitFor({ state: 'attached' });
});

step('the menu of a run opens by the keyboard and has its verbs', async () => {
  await focusRun();
  await window.press('Shift+F10');
  const menu = window.page.locator('.monaco-menu').first();
  for (const verb of ['Open Log', 'Run Again', 'Copy']) await menu.getByText(verb).first().waitFor();
  await window.shot('keyboard-menu');
  await window.press('Escape');
});

step('the table is sorted and a run of it opened by the keyboard alone', async () => {
  await window.command('Footplate: Open Runs Table');
  const page = await window.webview('1 run, 0 selected');
  await page.getByRole('button', { name: 'metrics.loss' }).focus();
  await window.press('Enter');
  await page.locator('th[aria-sort]').filter({ hasText: 'metrics.loss' }).waitFor();
});
