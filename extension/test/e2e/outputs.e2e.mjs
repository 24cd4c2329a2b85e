// What a run leaves behind: files, pictures among them, and a log to search in.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';
import { pause, until } from './waiting.mjs';

const job = (name, script) => `type: command
experiment_name: drawing
display_name: ${name}
code: src
command: python ${script}
environment:
  image: library/python:latest
`;

const stumble = `def stumble():
    raise ValueError("no such colour")


stumble()
`;

const draw = `import os, struct, zlib

width, height = 360, 200
rows = b""
for y in range(height):
    curve = lambda x: height - 20 - 150 * 30 / (30 + x)
    rows += b"\\0" + b"".join(b"\\x1f\\x77\\xb4" if abs(y - curve(x)) < 3 else b"\\xff\\xff\\xff" for x in range(width))

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

os.makedirs("outputs", exist_ok=True)
with open("outputs/curve.png", "wb") as file:
    file.write(b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)))
    file.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
with open("outputs/report.txt", "w") as file:
    file.write("drawn as it should be\\n")
for line in range(400):
    print("\\x1b[32mneedle\\x1b[0m in line" if line == 7 else "line", line)
`;

let page;

const { project, window, step } = scene('outputs', {
  begin: () => {
    writeFileSync(join(project.folder, 'draw.yml'), job('drawn', 'draw.py'));
    writeFileSync(join(project.folder, 'src/draw.py'), draw);
    writeFileSync(join(project.folder, 'stumble.yml'), job('stumbled', 'stumble.py'));
    writeFileSync(join(project.folder, 'src/stumble.py'), stumble);
  },
  ready: () => project.footplate(window.program(), 'submit', 'draw.yml', '--tail'),
});

step('a picture among the outputs is shown on the page of the run', async () => {
  await window.activity('Footplate');
  await window.treeRow('drawn').click({ timeout: 60_000 });
  page = await window.webview('drawn');
  const picture = page.getByRole('img', { name: 'outputs/curve.png' });
  await picture.scrollIntoViewIfNeeded();
  await until(() => picture.evaluate(image => image.complete && image.naturalWidth === 360), 45_000, 'the picture');
  assert.deepEqual(await window.accessibilityProblems(page), []);
});

step('a file that the run made opens, and is downloaded', async () => {
  await page.getByRole('button', { name: 'Download…: outputs/report.txt' }).click();
  const copy = join(project.folder, 'copy.txt');
  await window.chooseFile(copy);
  const isWhole = () => existsSync(copy) && readFileSync(copy, 'utf8') === 'drawn as it should be\n'; // it is there before it is filled
  await until(isWhole, 45_000, 'the whole copy');
  await page.getByRole('button', { name: 'outputs/report.txt', exact: true }).click();
  await window.editorShows(/drawn as it should be/);
});

step('the folder of the outputs is shown where a person looks for files', async () => {
  await window.menu('drawn', 'Open Outputs');
  await window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'outputs' }).first().waitFor();
});

step('a word is found in the log, in the terminal and in the document', async () => {
  await window.activity('Footplate');
  await window.menu('drawn', 'Find in Log');
  const find = window.page.locator('.terminal-wrapper.active .simple-find-part.visible, .simple-find-part.visible');
  await find.locator('input').first().fill('needle');
  await find.getByText('1 of 1').waitFor({ timeout: 60_000 });
  await window.shot('outputs-found-in-terminal');
  await window.menu('drawn', 'Open Log as Document');
  await window.editorShows(/needle in line 7/); // without the colours
});

step('a run that failed leads to the line of the code, from its page and from its log', async () => {
  await window.open('stumble.yml');
  await window.statusItem('Footplate · local').waitFor({ timeout: 60_000 });
  await window.command('Footplate: Submit Job and Follow Log');
  await window.treeRow('stumbled').getByText('Failed').waitFor({ timeout: 60_000 });
  const inLog = window
    .terminal()
    .locator('div')
    .filter({ hasText: /stumble\.py", line 2/ })
    .last();
  await inLog.waitFor({ timeout: 60_000 });
  const opens = async () => {
    const { x, y, height } = await inLog.boundingBox();
    await window.page.keyboard.down('Control');
    await window.page.mouse.move(x + 50, y + height / 2);
    await pause(500); // links are looked for where the pointer rests
    await window.page.mouse.click(x + 60, y + height / 2);
    await window.page.keyboard.up('Control');
    await pause(1000);
    return window.page.locator('.tab.active').filter({ hasText: 'stumble.py' }).isVisible();
  };
  await until(opens, 45_000, 'the file of the log');
  await window.statusItem('Ln 2, Col').waitFor();
  await window.press('Control+w');
  await window.treeRow('stumbled').click();
  page = await window.webview('no such colour');
  await page.getByRole('button', { name: 'stumble.py:2' }).click();
  await window.page.locator('.tab.active').filter({ hasText: 'stumble.py' }).waitFor();
  await window.statusItem('Ln 2, Col').waitFor();
});
