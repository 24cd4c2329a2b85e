// One window of a real VS Code (code-server) with the packaged extension in it, driven through Debian's Chromium as a person would
// drive it.
//
//   const window = new Workbench();
//   await window.start({ folder });
//   await window.open('job.yml');
//   await window.stop();
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { CodeServer } from './code_server.mjs';
import { pause, until } from './waiting.mjs';

const home = process.env.FOOTPLATE_E2E_HOME; // printed by test/setup
const { chromium } = createRequire(join(home, 'package.json'))('playwright-core');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-features=LocalNetworkAccessChecks', // a page that is answered here counts as one from elsewhere
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export class Workbench {
  shots = process.env.FOOTPLATE_SHOTS;

  /**
   * `folder`: what is opened, a folder or a .code-workspace file; undefined for an empty window. `extensionTests`: a module that the
   * window's extension host runs. The rest is CodeServer's. A window that was stopped can be started again.
   */
  async start({ folder, extensionTests, vsix = process.env.FOOTPLATE_VSIX, ...server } = {}) {
    mkdirSync(this.shots, { recursive: true });
    this.server = await CodeServer.start({ vsix, ...server });
    try {
      await this.#browse(folder, extensionTests);
    } catch (error) {
      error.message += `\n${this.server.log().slice(-2000)}`;
      await this.stop();
      throw error;
    }
  }

  async #browse(folder, extensionTests) {
    this.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
    const look = { viewport: { width: 1360, height: 820 }, reducedMotion: 'reduce' };
    this.context = await this.browser.newContext(look);
    this.context.setDefaultTimeout(45_000);
    await this.#load(folder, extensionTests);
  }

  async #load(folder, extensionTests) {
    this.page = await this.context.newPage();
    const what = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const words = new URLSearchParams(folder === undefined ? { ew: 'true' } : { [what]: folder });
    if (extensionTests !== undefined) await this.#askForTests(words, extensionTests);
    await this.page.goto(`${this.server.url}/?${words}`, { waitUntil: 'domcontentloaded' });
    const ready = folder === undefined ? '.activitybar .action-item' : '.explorer-folders-view .monaco-list-row';
    await this.page.locator(ready).first().waitFor({ timeout: 90_000 });
  }

  /** One more window of the same server; it goes with this one. */
  async another(folder) {
    const window = new Workbench();
    Object.assign(window, { server: this.server, context: this.context });
    await window.#load(folder);
    return window;
  }

  /** A product that is built takes a test runner from the address only when its page says that it is driven by tests. */
  async #askForTests(words, module) {
    const remote = path => `vscode-remote://${new URL(this.server.url).host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(this.server.extension())],
      ['extensionTestsPath', remote(module)],
    ];
    words.set('payload', JSON.stringify(payload));
    await this.page.route(
      address => address.pathname === '/',
      async route => {
        const answer = await route.fetch();
        const page = await answer.text();
        const driven = '&quot;developmentOptions&quot;:{&quot;enableSmokeTestDriver&quot;:true,';
        const body = page.replace('&quot;developmentOptions&quot;:{', driven).replace(':true,}', ':true}');
        await route.fulfill({ response: answer, body });
      },
    );
  }

  /** The program inside the installed extension. */
  program() {
    return this.server.program();
  }

  /** Process ids of language servers that this window's extension started. */
  languageServers() {
    return this.server.processes('lsp');
  }

  /** The one language server of this window, once the one before it has gone. */
  async languageServer() {
    await until(() => this.languageServers().length === 1, 60_000, 'one language server');
    return this.languageServers()[0];
  }

  async killLanguageServer() {
    const before = await this.languageServer();
    process.kill(Number(before), 'SIGKILL');
    await until(() => this.languageServers().some(pid => pid !== before), 60_000, 'a new language server');
  }

  // --- what a person does

  /**
   * Opens the quick input by its key and types into it. A window that is just drawing itself anew (trust was given, the server was
   * killed) can take the focus and with it the box, so as a person would we press again when nothing came.
   */
  async #quickInput(key, typed) {
    const box = this.page.locator('.quick-input-widget:visible');
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await box.locator('input').first().fill(typed, { timeout: 4000 });
        return box;
      } catch (error) {
        if (error.name !== 'TimeoutError' || attempt === 5) throw error;
      }
    }
  }

  /** Types into the quick input that the key opens and takes the row with this text. */
  async #pick(key, typed, row) {
    const box = await this.#quickInput(key, typed);
    await box.locator('.monaco-list-row').filter({ hasText: row }).first().click();
    await box.waitFor({ state: 'hidden' });
  }

  /** `asks`: the command goes on in a picker or an input box, which has taken the palette's place when this returns. */
  async command(title, asks = false) {
    const name = this.page.locator('.label-name', { hasText: new RegExp(`^${title}$`) });
    let box;
    // The palette lists what its window could do when it was opened, which may have been before the file in front was ready.
    for (let attempt = 1; ; attempt++) {
      box = await this.#quickInput('F1', `>${title}`);
      try {
        await box.locator('.monaco-list-row').filter({ has: name }).first().click({ timeout: 8000 });
        break;
      } catch (error) {
        if (error.name !== 'TimeoutError' || attempt === 3) throw error;
        await this.press('Escape');
      }
    }
    if (!asks) return box.waitFor({ state: 'hidden' });
    const input = box.locator('input').first();
    const isNext = async () => (await input.isVisible()) && !(await input.inputValue()).startsWith('>');
    return until(isNext, 30_000, `what '${title}' asks`);
  }

  /** The commands that the palette offers for what was typed. */
  async offeredCommands(typed) {
    const box = await this.#quickInput('F1', `>${typed}`);
    await box.locator('.monaco-list-row').first().waitFor();
    const look = () => box.locator('.monaco-list-row .label-name').allInnerTexts();
    let rows = [];
    // The list is filled in two steps.
    for (let now = await look(); now.length !== rows.length; now = await look()) {
      rows = now;
      await pause(500);
    }
    await this.page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
    return rows;
  }

  async open(file) {
    await this.#pick('Control+P', file, basename(file));
    await this.page
      .locator('.tab')
      .filter({ hasText: basename(file) })
      .first()
      .waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** 'FOLDER/FILE' where several folders have a file of this name. */
  async openAt(path) {
    const [folder, file] = path.split('/');
    await this.#pick('Control+P', path, new RegExp(`${file}.*${folder}`, 's'));
    await this.page.locator('.editor-group-container.active .breadcrumbs-control').getByText(folder).first().waitFor();
    await this.editor().locator('.view-line').first().waitFor();
    await this.editor().click();
  }

  /** A view of the side bar that is folded together is opened. */
  async openPane(name) {
    const header = this.page.locator('.part.sidebar .pane-header').filter({ hasText: new RegExp(`^${name}`) });
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** Clicks a button of a row, which is there while the row is pointed at: a row that is drawn anew is pointed at again. */
  async rowButton(row, name) {
    for (let attempt = 1; ; attempt++) {
      await row.hover();
      try {
        await row.locator(`[aria-label="${name}"]`).click({ timeout: 8000 });
        return;
      } catch (error) {
        if (error.name !== 'TimeoutError' || attempt === 4) throw error;
        await this.page.mouse.move(680, 5);
      }
    }
  }

  /** Takes an item of the menu of a row. */
  async menu(row, item) {
    await this.treeRow(row).click({ button: 'right' });
    await this.page.locator('.monaco-menu .action-label').getByText(item, { exact: true }).hover();
    await this.press('Enter'); // a click within the menu's first moment would be taken for the one that opened it
  }

  /** The person goes to another program: the browser tells the page so. */
  lookAway() {
    return this.#turn(false);
  }

  lookBack() {
    return this.#turn(true);
  }

  #turn(here) {
    return this.page.evaluate(looks => {
      document.hasFocus = () => looks;
      globalThis.dispatchEvent(new Event(looks ? 'focus' : 'blur'));
      document.dispatchEvent(new Event('visibilitychange'));
    }, here);
  }

  async goToLine(line, column = 1) {
    const box = await this.#quickInput('Control+G', `:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    // Keys pressed before the box is gone would still be the box's.
    await box.waitFor({ state: 'hidden' });
    await this.page.locator('.monaco-editor.focused').first().waitFor();
    await this.statusItem(`Ln ${line}, Col ${column}`).waitFor();
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 25 });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async theme(name) {
    await this.command('Preferences: Color Theme', true);
    await this.choose(name);
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }

  async activity(title) {
    // The whole item: a number on it lies over its icon.
    const label = this.page.locator(`[aria-label^="${title}"]`);
    await this.page.locator('.activitybar .action-item').filter({ has: label }).first().click();
  }

  // --- what a person sees

  editor() {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  async editorText() {
    const lines = await this.editor().locator('.view-lines').innerText();
    return lines.replaceAll('\u00a0', ' ');
  }

  /** Waits until the editor has this text: it is drawn a moment after it was typed. */
  editorShows(pattern) {
    return until(async () => pattern.test(await this.editorText()), 45_000, `${pattern} in the editor`);
  }

  /** Clicks a lens once it has stood still: while lenses are drawn anew a click on one is lost. */
  async lens(title) {
    const lens = this.editor().locator('.codelens-decoration').getByText(title, { exact: true });
    const look = async () => JSON.stringify([await lens.boundingBox(), await lens.getAttribute('id')]);
    await lens.waitFor();
    let before = await look();
    await until(
      async () => {
        await pause(1500);
        const now = await look();
        const stands = now === before;
        before = now;
        return stands;
      },
      45_000,
      `the lens '${title}' stands still`,
    );
    await lens.click();
  }

  errors() {
    return this.editor().locator('.squiggly-error');
  }

  /** The text that appears when the pointer rests on a word. */
  async hover(word) {
    const text = this.editor().locator('.view-line span span').filter({ hasText: word }).last();
    const box = this.page.locator('.monaco-hover:visible').first();
    for (let attempt = 1; ; attempt++) {
      await text.hover();
      try {
        await box.filter({ hasText: /\S/, hasNotText: 'Loading...' }).waitFor({ timeout: 8000 });
        return box;
      } catch (error) {
        if (error.name !== 'TimeoutError' || attempt === 4) throw error;
        await this.page.mouse.move(680, 5); // lines that are drawn anew take the box away: point again
      }
    }
  }

  async dismissHover() {
    await this.page.mouse.move(680, 5);
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  }

  /** The document of the page of ours that holds this text: a frame in a frame. */
  webview(text) {
    return this.frameWith(text, 'main');
  }

  /** The document of a Markdown preview. */
  preview(text) {
    return this.frameWith(text, '.markdown-body');
  }

  /** The document of a webview that holds this text at this place. */
  async frameWith(text, place) {
    const holds = async frame => {
      try {
        return (await frame.locator(place).getByText(text).count()) > 0;
      } catch {
        return false; // it went away meanwhile
      }
    };
    return until(
      async () => {
        for (const frame of this.page.frames()) if (await holds(frame)) return frame;
        return undefined;
      },
      30_000,
      `a page with '${text}'`,
    );
  }

  /** What axe-core has against a page of ours, as 'rule: place' lines. */
  async accessibilityProblems(frame) {
    await frame.evaluate(axe);
    const { violations } = await frame.evaluate(() => globalThis.axe.run(document.body));
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 120)}: ${node.any[0]?.message ?? ''}`),
    );
  }

  /** Rows of the picker that is open. */
  pickerRows() {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row');
  }

  /** Answers an input box that a command opened. */
  async answer(text) {
    await this.page.locator('.quick-input-widget:visible input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes the row of this text in the picker that a command opened. */
  async choose(text) {
    await this.page.locator('.quick-input-widget:visible input').first().fill(text);
    await this.pickerRows().and(this.page.locator('.focused')).filter({ hasText: text }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  suggestions() {
    return this.page.locator('.suggest-widget.visible .monaco-list-row');
  }

  treeRow(text) {
    return this.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
  }

  welcome() {
    return this.page.locator('.part.sidebar .welcome-view-content');
  }

  /** The lines of the terminal in front. */
  terminal() {
    return this.page.locator('.terminal-wrapper.active .xterm-rows').first();
  }

  statusItem(text) {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
  }

  toast(text) {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
  }

  async shot(name) {
    await this.page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** The page goes, the server stays; gives the program of the extension, undefined where it was stopped before. */
  async close() {
    await this.browser?.close().catch(() => {});
    return this.server?.isThere() ? this.program() : undefined;
  }

  async stop() {
    await this.close();
    await this.server?.stop();
  }
}
