// The package for machines that the program is not made for: it installs, says where to work instead, and gets in nobody's way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addExtension } from './extensions.mjs';
import { scene } from './scene.mjs';
import { until } from './waiting.mjs';

const place = mkdtempSync(join(tmpdir(), 'footplate-bare-'));
const address = 'https://pictures.example/raw/main/extension';
const made = execFileSync(process.execPath, [join(import.meta.dirname, '../../package.mjs'), 'none', place], {
  env: { ...process.env, FOOTPLATE_PICTURES: address },
});

const { window, step } = scene('bare-package', {
  vsix: /^(.+\.vsix) /m.exec(made.toString())[1],
  prepare: user => addExtension(user, 'another_machine'),
  end: () => rmSync(place, { recursive: true, force: true }),
});

step('where the program cannot run the window says how to work all the same, once', async () => {
  assert.ok(!existsSync(window.program()));
  await window.open('job.yml');
  const word = window.toast('open this folder by Remote - SSH, WSL or a dev container');
  await word.waitFor({ timeout: 60_000 });
  assert.equal(await window.page.locator('.notification-toast').count(), 1);
});

step('the views say that there is no server, and the file is edited as ever', async () => {
  await window.activity('Footplate');
  await window.welcome().getByText('The Footplate server is not running.').first().waitFor();
  await window.goToLine(1);
  await window.press('End', 'Enter');
  await window.type('# as ever');
  await window.editorShows(/^# as ever$/m);
});

step('the page of the extension shows its pictures', async () => {
  const answer = route =>
    route.fulfill({ path: join(window.server.extension(), route.request().url().slice(address.length)) });
  await window.context.route(`${address}/**`, answer);
  const page = await window.extensionPage('Footplate', 'Footplate reads the job files');
  const widths = () => page.locator('img').evaluateAll(images => images.map(({ naturalWidth }) => naturalWidth));
  const allAreShown = async () => (await widths()).length === 3 && (await widths()).every(width => width > 500);
  await until(allAreShown, 60_000, 'three pictures');
  await page.locator('img').first().scrollIntoViewIfNeeded();
});
