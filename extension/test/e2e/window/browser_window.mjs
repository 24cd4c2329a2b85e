// A window of a code-server in Debian's Chromium: its start, its end, the processes behind it, its picture. The other files of this
// folder add what a person does and sees in it, one subject each.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CodeServer } from '../code_server.mjs';
import { until } from '../waiting.mjs';

const home = process.env.FOOTPLATE_E2E_HOME; // printed by test/setup
const { chromium } = createRequire(join(home, 'package.json'))('playwright-core');

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-features=LocalNetworkAccessChecks', // a page that is answered here counts as one from elsewhere
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export class BrowserWindow {
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
    const window = new this.constructor();
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

  async shot(name) {
    await this.page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** What the window says at this moment, for a report: its side bar, what is chosen in it, editors, pages, messages, status bar and box. */
  async told() {
    const parts = {
      sidebar: '.part.sidebar',
      chosen: '.part.sidebar .monaco-list-row.selected',
      editors: '.part.editor .tab',
      messages: '.notification-toast',
      status: '.part.statusbar',
      box: '.quick-input-widget',
    };
    const lines = [];
    for (const [name, place] of Object.entries(parts)) {
      const texts = await this.page.locator(`${place}:visible`).allInnerTexts();
      lines.push(`${name}: ${texts.join(' | ').replaceAll(/\s+/g, ' ')}\n`);
    }
    for (const frame of this.page.frames().slice(1)) {
      const text = await frame.locator('main, .markdown-body').allInnerTexts();
      if (text.length > 0) lines.push(`page: ${text.join(' | ').replaceAll(/\s+/g, ' ').slice(0, 2000)}\n`);
    }
    return lines.join('');
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
