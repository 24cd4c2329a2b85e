// How long a person waits, in a real VS Code: each step notes a time for the suite's report. Nothing is judged by it here, but that the
// thing happens at all.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { noteTime } from './story.mjs';
import { until } from './waiting.mjs';

const job = (name, script) => `type: command
experiment_name: waiting
display_name: ${name}
code: src
command: python ${script}
environment:
  image: library/python:latest
`;

/** A line a moment, each with the time it was written. */
const ticking = `import time
for _ in range(120):
    print(f"tick {time.time() * 1000:.0f}", flush=True)
    time.sleep(0.25)
`;

const longHistory = `import json, os
with open(os.environ["FOOTPLATE_METRICS_FILE"], "a", encoding="utf-8") as metrics:
    for step in range(100_000):
        metrics.write(json.dumps({"name": "loss", "value": 1 / (1 + step % 977), "step": step}) + "\\n")
`;

const { project, window, step } = scene('times', {
  begin: () => {
    project.replace('job.yml', 'epochs: 4', 'epochs: 1');
    writeFileSync(join(project.folder, 'src/ticking.py'), ticking);
    writeFileSync(join(project.folder, 'src/history.py'), longHistory);
    writeFileSync(join(project.folder, 'ticking.yml'), job('ticking', 'ticking.py'));
    writeFileSync(join(project.folder, 'history.yml'), job('history', 'history.py'));
  },
});

step('the first file of a cold window is underlined', async () => {
  const began = Date.now();
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
  noteTime('first squiggle of a cold window, the typing of the name included', Date.now() - began);
});

step('the extension is activated', async () => {
  await window.command('Developer: Show Running Extensions');
  const row = window.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: 'Footplate' })
    .first();
  const took = await until(async () => /(\d+)\s*ms/.exec(await row.innerText()), 60_000, 'the time of the activation');
  noteTime('activation', Number(took[1]));
  await window.press('Escape');
  await row.waitFor({ state: 'hidden' });
});

step('a submit from the palette is in the tree', async () => {
  await window.activity('Footplate');
  await window.welcome().waitFor();
  await window.open('ticking.yml');
  const began = Date.now();
  await window.command('Footplate: Submit Job and Follow Log');
  await window.treeRow('ticking').waitFor({ timeout: 60_000 });
  noteTime('palette submit until the run is in the tree, the typing of the command included', Date.now() - began);
});

step('a line that a job writes comes to the terminal', async () => {
  await window.terminal().getByText('tick').first().waitFor({ timeout: 60_000 });
  const delays = await window.page.evaluate(async () => {
    const seen = new Map();
    const look = () => {
      const rows = document.querySelector('.terminal-wrapper.active .xterm-rows');
      for (const [, time] of (rows?.textContent ?? '').matchAll(/tick.(\d{13})/g))
        if (!seen.has(time)) seen.set(time, Date.now() - Number(time));
    };
    look();
    const before = new Set(seen.keys());
    const watch = new MutationObserver(look);
    watch.observe(document.querySelector('.terminal-wrapper.active .xterm-rows'), { childList: true, subtree: true });
    await new Promise(resolve => setTimeout(resolve, 4000));
    watch.disconnect();
    return [...seen].filter(([time]) => !before.has(time)).map(([, delay]) => delay);
  });
  assert.ok(delays.length > 5, String(delays));
  const sorted = delays.sort((a, b) => a - b);
  noteTime('log line written until it is in the terminal, median', sorted[Math.floor(sorted.length / 2)]);
  noteTime('log line written until it is in the terminal, slowest', sorted.at(-1));
});

step('the chart of 100,000 points is drawn', async () => {
  project.footplate(window.program(), 'submit', 'history.yml', '--tail');
  await window.treeRow('history').getByText('Completed').waitFor({ timeout: 60_000 });
  const began = Date.now();
  await window.treeRow('history').click();
  const page = await window.webview('history');
  await page.locator('.plot canvas').first().waitFor();
  noteTime('chart of 100,000 points', Date.now() - began);
});

step('a tree of 100,000 runs opens', async () => {
  project.multiply(100_000, 20);
  const began = Date.now();
  await window.command('Footplate: Refresh Experiments');
  await window.treeRow('experiment 1').waitFor({ timeout: 60_000 });
  noteTime('tree of 100,000 runs, the typing of the command included', Date.now() - began);
  const opened = Date.now();
  await window.treeRow('experiment 1').click();
  await window.treeRow('made 21').waitFor({ timeout: 60_000 });
  noteTime('one of its experiments, of 5,000 runs, opened', Date.now() - opened);
});
