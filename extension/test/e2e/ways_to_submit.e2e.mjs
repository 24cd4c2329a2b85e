// Before and beside a plain submit: what would run, with other values, on a compute that is chosen, from a file of the older dialect.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';

const older = `script: src/train.py
framework: Python
communicator: None
target: local
environment:
  python:
    userManagedDependencies: true
    interpreterPath: python
`;

const pipeline = `type: pipeline
experiment_name: parts
display_name: assembled
jobs:
  tell:
    type: command
    component: tell.yml
`;

const component = `type: command
name: tell
code: src
environment:
  image: library/python:latest
  conda_file: conda.yml
command: python tell.py --word old
`;

const sweep = `type: sweep
trial:
  command: echo \${{search_space.rate}}
  environment:
    image: library/python:latest
search_space:
  rate:
    type: choice
    values: [1, 2]
sampling_algorithm: grid
objective:
  goal: minimize
  primary_metric: loss
`;

const conda = 'dependencies:\n  - python\nname: old\n';
const script = 'import sys\nprint(sys.argv)\nprint("script of", "old")\n';

const { project, window, step } = scene('ways-to-submit', {
  begin: () => {
    project.repair();
    project.replace('job.yml', 'epochs: 4', 'epochs: 4\n  batch: 8');
    const files = {
      'older.runconfig': older,
      'parts.yml': pipeline,
      'tell.yml': component,
      'sweep.yml': sweep,
      'conda.yml': conda,
      'src/tell.py': script,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(project.folder, name), text);
  },
});

step('a dry run tells the command with its values, and makes no run', async () => {
  await window.activity('Footplate');
  await window.open('job.yml');
  await window.statusItem('Footplate · local').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Dry Run of Job');
  const tab = window.page.locator('.tab').filter({ hasText: 'Dry run of job.yml' });
  await tab.waitFor();
  await window.editorShows(/train\.py --epochs 4/);
  await window.welcome().getByText('No runs yet').waitFor();
  await window.press('Control+w');
  await tab.waitFor({ state: 'detached' });
});

step('a job is submitted with an input changed in a form, which remembers it', async () => {
  await window.statusItem('Footplate · local').waitFor();
  await window.command('Footplate: Submit Job with Changed Inputs…', true);
  const inputs = window.pickerRows().filter({ hasText: /epochs|batch/ });
  await inputs.nth(1).waitFor();
  assert.match((await inputs.allInnerTexts()).join(), /epochs.*batch/s); // in the order of the file
  await inputs.first().click();
  await window.page.locator('.quick-input-widget:visible').getByText('Empty: as the file says (4)').first().waitFor();
  await window.answer('2');
  await window.pickerRows().filter({ hasText: 'the file says 4' }).first().waitFor();
  await window.pickerRows().getByText('Submit', { exact: true }).first().click();
  await window.terminal().getByText('epoch 2/2').first().waitFor({ timeout: 60_000 });
  await window.treeRow('first light').getByText('Completed').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Submit Job with Changed Inputs…', true);
  await window.pickerRows().filter({ hasText: 'the file says 4' }).first().waitFor();
  await window.press('Escape');
});

step('a job is submitted to a compute that is chosen', async () => {
  await window.command('Footplate: Submit Job to Compute…', true);
  await window.pickerRows().filter({ hasText: 'local' }).first().click();
  await window.terminal().getByText('epoch 4/4').first().waitFor({ timeout: 60_000 });
});

step(
  'a submit takes what is on the screen: component, conda file and script that were not saved are saved first',
  async () => {
    const changed = { 'tell.yml': [7, 'new'], 'conda.yml': [3, 'new'], 'src/tell.py': [3, '"new")'] };
    const onDisk = name => readFileSync(join(project.folder, name), 'utf8');
    for (const [name, [line, text]] of Object.entries(changed)) {
      await window.open(name);
      await window.goToLine(line);
      await window.press('End');
      for (let count = 0; count < text.length; count++) await window.press('Backspace');
      await window.type(text);
      await window.editorShows(/new/);
      assert.match(onDisk(name), /old/);
    }
    await window.open('parts.yml');
    await window.command('Footplate: Submit Job');
    await window.treeRow('assembled').getByText('Completed').waitFor({ timeout: 120_000 });
    for (const name of Object.keys(changed)) assert.doesNotMatch(onDisk(name), /old/);
    const [pipelineRun] = project.footplate(window.program(), 'list').runs;
    const [stepRun] = project.footplate(window.program(), 'list', '--parent', pipelineRun.id).runs;
    const log = onDisk(join('.footplate/runs', stepRun.id, 'user_logs/std_log.txt'));
    assert.match(log, /'--word', 'new'[\s\S]*script of new/);
  },
);

step('a kind that does not run here is refused in a sentence that is there to its end', async () => {
  await window.open('sweep.yml');
  await window.command('Footplate: Submit Job');
  const told = window.toast('not the kind sweepJob');
  await told.getByRole('button', { name: 'Show Log' }).waitFor();
  const isWhole = text => text.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
  assert.ok(await isWhole(told.locator('.notification-list-item-message')));
  await told.hover();
  await told.locator('[aria-label^="Clear Notification"]').click();
});

step('pages of runs share one column beside the text, however many are opened', async () => {
  await window.open('job.yml');
  const columns = () => window.page.locator('.editor-group-container').count();
  await window.treeRow('assembled').click();
  await window.webview('assembled');
  await window.open('parts.yml'); // beside the page, in its column
  await window.treeRow('first light').click();
  await window.webview('first light');
  assert.equal(await columns(), 2);
});

step('the job file of a run comes to the front where it is open, not a second time', async () => {
  const tabs = window.page.locator('.tab').filter({ hasText: 'job.yml' });
  assert.equal(await tabs.count(), 1);
  const page = await window.webview('first light');
  await page.getByRole('button', { name: 'Open Job File' }).click();
  await window.page.locator('.editor-group-container.active .tab.active').filter({ hasText: 'job.yml' }).waitFor();
  assert.equal(await tabs.count(), 1);
});

step('a v1 run configuration is said in v2, and both are shown side by side', async () => {
  await window.open('older.runconfig');
  await window.statusItem('Azure ML run configuration').waitFor();
  await window.command('Footplate: Migrate v1 File to v2…');
  await window.page.locator('.tab').filter({ hasText: 'v1 → v2' }).first().waitFor({ timeout: 60_000 });
});
