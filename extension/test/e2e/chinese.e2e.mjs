// VS Code in Simplified Chinese: the extension's own words, the server's remarks, the pages. A language pack of VS Code itself is not
// installed: one without a word in it is enough to make Chinese the language of the window.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene.mjs';

function emptyLanguagePack(user) {
  const texts = join(user, 'main.i18n.json');
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: 'none',
    extensions: [{ extensionIdentifier: { id: 'nobody.empty-language-pack' }, version: '1.0.0' }],
    translations: { vscode: texts },
    label: '中文(简体)',
  };
  writeFileSync(join(user, 'languagepacks.json'), JSON.stringify({ 'zh-cn': pack }));
}

const { project, window, step } = scene('chinese', {
  arguments: ['--locale', 'zh-cn'],
  prepare: emptyLanguagePack,
});

step('a remark about a file is Chinese', async () => {
  await window.open('job.yml');
  await window.errors().first().waitFor({ timeout: 60_000 });
  await window.hover('comand', /未知.*comand/);
  await window.dismissHover();
});

step('the lenses above a job are Chinese', async () => {
  await window.editor().locator('.codelens-decoration').getByText('运行', { exact: true }).waitFor();
});

step('the commands, the view and its invitation are Chinese', async () => {
  await window.commandOffered('Footplate: 提交', '提交作业');
  await window.activity('Footplate');
  await window
    .welcome()
    .getByText(/还没有运行|尚无运行/)
    .waitFor();
});

step('the page of a run is Chinese, without a word of English that is ours', async () => {
  project.replace('job.yml', 'comand:', 'command:');
  project.footplate(window.program(), 'submit', 'job.yml', '--tail');
  await window.treeRow('first light').click();
  const page = await window.webview('first light');
  await page.locator('.plot canvas').first().waitFor();
  const headings = await page.getByRole('heading').allInnerTexts();
  assert.deepEqual(
    headings.filter(text => text !== 'loss' && !/[\u4e00-\u9fff]/.test(text)), // a metric has the name that the script gave it
    [],
  );
  assert.match(await page.getByRole('region', { name: '阶段' }).innerText(), /正在运行/);
  await page.getByRole('region', { name: '环境' }).getByText('解释器本身').waitFor();
  const buttons = await page.getByRole('button').allInnerTexts();
  assert.deepEqual(
    buttons.filter(text => /[a-z]{3}/i.test(text) && !text.includes('/')), // files have their names
    [],
  );
});

step('the table of runs is Chinese', async () => {
  await window.command('Footplate: 打开运行表');
  const page = await window.webview('1 个运行，已选 0 个');
  const words = await page.locator('main').innerText();
  assert.match(words, /[\u4e00-\u9fff]/);
  assert.doesNotMatch(words, /\b(Columns|Export|Condition|selected|Compare)\b/);
  const columns = await page.locator('thead th').allInnerTexts();
  assert.ok(columns.length > 4);
  const english = columns.filter(text => !/[\u4e00-\u9fff]/.test(text) && !/^(metrics|params|tags)\./.test(text));
  assert.deepEqual(english, []); // what conditions are written with stays
});

step('the tab of the table has its icon: VS Code leaves that out where a title is very short', async () => {
  await window.page.locator('.tab.active .monaco-icon-label-iconpath').last().waitFor();
});

step('the doctor speaks Chinese, and of what this machine lacks too', async () => {
  await window.command('Footplate: 诊断：本机的条件');
  const page = await window.preview('bash');
  const cells = await page.locator('td').allInnerTexts();
  const english = cells.filter(text => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(text) && !/[/\\d]/.test(text));
  assert.deepEqual(english, []);
  assert.match(cells.join(), /[\u4e00-\u9fff]/);
  for (const word of ['项目', '运行数据库', '文件系统']) assert.ok(cells.includes(word), word);
});
