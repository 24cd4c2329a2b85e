// How people really treat a window: double clicks, a reload in the middle, files renamed under a run, long names.
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const longName = `baseline ${'with a very long name '.repeat(8)}end`;

const { project, window, step } = scene('rough-hands', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 200');
  },
});

/** What reaches over the right side of a page, as 'tag.class: its end'; nothing where nothing is to be scrolled sideways. */
const overflowing = page =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isWide = element => element.getBoundingClientRect().right > clientWidth + 0.5;
    const wide = [...document.body.querySelectorAll('*')].filter(isWide);
    return wide.map(element => `${element.localName}.${element.className}: ${element.getBoundingClientRect().right}`);
  });

async function fits(page) {
  let wide = [];
  const isRight = async () => (wide = await overflowing(page)).length === 0;
  await until(isRight, 20_000, 'nothing to scroll sideways').catch(() => assert.deepEqual(wide, []));
}

const rows = () => window.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: 'first light' });

step('a double click on the button that runs starts one run, a click later another one', async () => {
  await window.activity('Footplate');
  await window.open('job.yml');
  const title = window.page.locator('.editor-group-container.active .editor-actions');
  const button = title.locator('[aria-label^="Submit Job and Follow Log"]').first();
  await button.waitFor({ timeout: 60_000 });
  await button.dblclick();
  await window.treeRow('Running').waitFor({ timeout: 60_000 });
  assert.equal(await rows().count(), 1);
  await button.click();
  await until(async () => (await rows().count()) === 2, 60_000, 'two runs');
});

step('the window is reloaded while the logs are open: the runs go on, and a log is opened again', async () => {
  await window.page.reload({ waitUntil: 'domcontentloaded' });
  await window.page.locator('.activitybar .action-item').first().waitFor({ timeout: 60_000 });
  await window.treeRow('Running').waitFor({ timeout: 60_000 });
  await window.open('job.yml'); // VS Code opens it again only where it had the time to note it
  await window.statusItem('Footplate · local · 2').waitFor({ timeout: 60_000 });
  await window.rowButton(window.treeRow('first light'), 'Open Log');
  await window
    .terminal()
    .getByText(/epoch \d+\/200/)
    .first()
    .waitFor({ timeout: 60_000 });
});

step('a running run is offered no Delete; canceled, it is deleted', async () => {
  await window.openMenu('Running', 'Cancel Run');
  assert.equal(await window.page.locator('.monaco-menu').getByText('Delete Run').count(), 0);
  await window.press('Escape');
  project.footplate(window.program(), 'cancel', '--all');
  await until(async () => (await rows().filter({ hasText: 'Canceled' }).count()) === 2, 60_000, 'both canceled');
});

step('the job file is renamed: its runs stay, and the way back to it is a word instead of an error', async () => {
  renameSync(join(project.folder, 'job.yml'), join(project.folder, 'renamed.yml'));
  await window.menu('first light', 'Open Job File');
  await window.toast('job.yml').waitFor();
});

step('a very long name leaves the tree and the page in order', async () => {
  await window.menu('first light', 'Rename Run…');
  await window.answer(longName);
  await window.treeRow('baseline with a very').click();
  const page = await window.webview('baseline with a very');
  await fits(page);
});

step('a page no wider than 320 pixels, as at 400 % zoom, is read without scrolling sideways', async () => {
  await window.command('View: Join All Editor Groups');
  await window.command('View: Toggle Primary Side Bar Visibility');
  await window.page.setViewportSize({ width: 372, height: 820 });
  const page = await window.webview('baseline with a very');
  const isNarrow = () => page.evaluate(() => Math.abs(document.documentElement.clientWidth - 310) <= 10);
  await until(isNarrow, 60_000, 'a page of 300 to 320 pixels');
  await fits(page);
});
