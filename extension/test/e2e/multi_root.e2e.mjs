// Two projects in one window: each file belongs to its own, and the views show both.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addExtension } from './extensions.mjs';
import { Project } from './project.mjs';
import { scene } from './scene.mjs';

const second = new Project('evaluation');
const pool = 'type: amlcompute\nname: small-pool\nmin_instances: 0\nmax_instances: 2\n';

const conda = 'name: of-second\ndependencies:\n  - python\n  - pip\n  - pip:\n      - wheel==0.43.0\n';
const tellsPython = `import importlib.util
print("Python:", "mine" if importlib.util.find_spec("only_mine") else "another")
print("training started")`;

const { project, window, step } = scene('multi-root', {
  begin: () => {
    const workspace = join(project.place, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: project.folder }, { path: second.folder }] }));
    for (const one of [project, second]) {
      one.repair();
      one.replace('job.yml', 'epochs: 4', 'epochs: 2');
    }
    second.replace('job.yml', 'first light', 'second light');
    second.replace('job.yml', 'first-steps', 'judging');
    for (const one of [project, second]) one.replace('src/train.py', 'print("training started")', tellsPython);
    second.replace('src/train.py', 'training started', 'evaluation started');
    second.choosePython();
    writeFileSync(join(second.folder, 'conda.yml'), conda);
    mkdirSync(join(second.folder, '.footplate/compute'), { recursive: true });
    writeFileSync(join(second.folder, '.footplate/compute/small-pool.yml'), pool);
  },
  prepare: user => addExtension(user, 'python'),
  folder: () => join(project.place, 'both.code-workspace'),
  end: program => second.remove(program),
});

const submitted = async (file, run) => {
  await window.openAt(file);
  await window.statusItem('Footplate · local').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Submit Job and Follow Log');
  await window.treeRow(run).waitFor({ timeout: 60_000 });
};

step('a job of each folder runs in its own project, and both are in the tree', async () => {
  await window.activity('Footplate');
  await submitted('training/job.yml', 'first light');
  await window.terminal().getByText('training started').waitFor({ timeout: 60_000 });
  await submitted('evaluation/job.yml', 'second light');
  await window.terminal().getByText('evaluation started').waitFor({ timeout: 60_000 });
  for (const row of ['first light', 'second light'])
    await window.treeRow(row).getByText('Completed').waitFor({ timeout: 60_000 });
  for (const row of ['first-steps', 'judging']) await window.treeRow(row).waitFor();
  for (const one of [project, second]) assert.ok(existsSync(join(one.folder, '.footplate/footplate.db')));
});

step('each folder runs its jobs on the Python that was chosen for it', () => {
  const log = one => {
    const [run] = one.footplate(window.program(), 'list').runs;
    return readFileSync(join(one.folder, '.footplate/runs', run.id, 'user_logs/std_log.txt'), 'utf8');
  };
  assert.match(log(project), /^Python: another$/m);
  assert.match(log(second), /^Python: mine$/m);
});

step('the lens above each job tells of its own last run', async () => {
  for (const file of ['training/job.yml', 'evaluation/job.yml']) {
    await window.openAt(file);
    await window.editor().getByText('last run: Completed').waitFor({ timeout: 60_000 });
  }
});

step('the page of a run of the second folder has its chart and its log', async () => {
  await window.treeRow('second light').click();
  const page = await window.webview('second light');
  await page.locator('.plot canvas').first().waitFor();
  await page.getByRole('log').getByText('evaluation started').waitFor();
});

step('the log of a run of the second folder opens from the tree', async () => {
  await window.rowButton(window.treeRow('second light'), 'Open Log');
  await window.terminal().getByText('evaluation started').waitFor();
});

step('runs of both are in the table, and are compared', async () => {
  await window.command('Footplate: Open Runs Table');
  const page = await window.webview('2 runs, 0 selected');
  for (const box of await page.locator('tbody input[type=checkbox]').all()) await box.check();
  await page.getByText('2 runs, 2 selected').waitFor();
  await page.getByRole('button', { name: 'Compare Selected' }).click();
  await window.page.locator('.tab').filter({ hasText: 'light' }).filter({ hasText: 'Preview' }).first().waitFor();
});

step('the computes of both are in the view of computes', async () => {
  await window.openPane('Compute');
  await window.treeRow('small-pool').waitFor();
});

step('the snapshot of a job of the second folder is of its code', async () => {
  writeFileSync(join(second.folder, 'src/judge.py'), '');
  await window.openAt('evaluation/job.yml');
  await window.command('Footplate: Preview Snapshot');
  await window.treeRow('judge.py').waitFor();
});

step('an environment of the second folder is in the view, and what its registry keeps', async () => {
  await window.openAt('evaluation/conda.yml');
  await window.command('Footplate: Build Environment of File…');
  await window.openPane('Environments');
  await window.treeRow('of-second').getByText('ready').waitFor({ timeout: 120_000 });
  await window.menu('of-second', 'Remove Environment…');
  await window.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: 'Remove' }).first().click();
  await window.treeRow('of-second').getByText('in a registry').waitFor({ timeout: 60_000 });
});

step('the doctor looks at both folders and names them', async () => {
  await window.command('Footplate: Doctor: What This Machine Has');
  const report = await window.preview('bash');
  for (const folder of ['training', 'evaluation'])
    await report.locator('tr').filter({ hasText: 'run database' }).filter({ hasText: folder }).first().waitFor();
  await window.press('Control+w');
});

step('a run of the second folder is canceled and deleted from the tree', async () => {
  second.replace('job.yml', 'epochs: 2', 'epochs: 600');
  second.replace('job.yml', 'second light', 'long light');
  await submitted('evaluation/job.yml', 'long light');
  const row = window.treeRow('long light');
  await row.getByText('Running').waitFor({ timeout: 60_000 });
  await window.rowButton(row, 'Cancel Run');
  await row.getByText('Canceled').waitFor({ timeout: 60_000 });
  await window.menu('long light', 'Delete Run…');
  await window.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: 'Delete' }).first().click();
  await row.waitFor({ state: 'detached' });
});
