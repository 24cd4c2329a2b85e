// A real VS Code (code-server) with the packaged extension in it, driven through Debian's Chromium as a person would drive it.
// One object is one window on one folder with a profile of its own. Everything listens on 127.0.0.1 only, and stop() ends
// exactly the processes that start() began.
//
//   const window = await Workbench.start({ vsix, folder, shots });
//   await window.open('job.yml');
//   await window.stop();
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const home = process.env.FOOTPLATE_E2E_HOME; // printed by test/setup
const { chromium } = createRequire(join(home, 'package.json'))('playwright-core');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const entry = join(home, 'node_modules/code-server/out/node/entry.js');

/** Nothing that asks the network, nothing that moves, text of terminals in the page instead of on a canvas. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Looks until `look` gives something, for states that no page event announces. */
export async function until(look, milliseconds, what) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await pause(50);
  }
}

/** Ends a process group that we lead and waits for it; the second signal cannot be refused. */
async function endGroup(pid) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (let round = 0; round < 60; round++) {
      try {
        process.kill(-pid, round === 0 ? signal : 0);
      } catch {
        return;
      }
      await pause(50);
    }
  }
}

export class Workbench {
  static async start({ vsix, folder, shots, settings = {}, arguments: extra = [] }) {
    const window = new Workbench();
    window.shots = shots;
    window.profile = mkdtempSync(join(tmpdir(), 'fp-')); // short: unix sockets are made in it
    try {
      await window.#serve(vsix, { ...quietSettings, ...settings }, extra);
      await window.#browse(folder);
      return window;
    } catch (error) {
      error.message += `\n${window.serverLog().slice(-2000)}`;
      await window.stop();
      throw error;
    }
  }

  async #serve(vsix, settings, extra) {
    const user = join(this.profile, 'u');
    mkdirSync(join(user, 'User'), { recursive: true });
    mkdirSync(this.shots, { recursive: true });
    writeFileSync(join(user, 'User/settings.json'), JSON.stringify(settings));
    const place = [
      '--config',
      join(this.profile, 'c.yaml'),
      '--user-data-dir',
      user,
      '--extensions-dir',
      join(this.profile, 'e'),
    ];
    await this.#install([...place, '--install-extension', vsix]);
    const flags = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'];
    const more = ['--disable-getting-started-override', '--ignore-last-opened', ...extra];
    this.server = this.#codeServer([...place, ...flags, ...more]);
    const listening = () => /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(this.serverLog())?.[1];
    this.url = await until(listening, 30_000, 'code-server listens');
  }

  #codeServer(args) {
    const log = openSync(join(this.profile, 'server.log'), 'a');
    const process_ = spawn(process.execPath, [entry, ...args], {
      stdio: ['ignore', log, log],
      detached: true,
      cwd: this.profile,
      env: { ...process.env, EXTENSIONS_GALLERY: '{}', FOOTPLATE_CACHE_DIR: join(this.profile, 'cache') },
    });
    closeSync(log);
    return process_;
  }

  async #install(args) {
    const installer = this.#codeServer(args);
    const limit = setTimeout(() => void endGroup(installer.pid), 60_000);
    const [code] = await once(installer, 'exit');
    clearTimeout(limit);
    if (code !== 0) throw new Error(`installing the package ended with ${code}`);
  }

  async #browse(folder) {
    this.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
    const context = await this.browser.newContext({ viewport: { width: 1360, height: 820 }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    this.page = await context.newPage();
    const query = folder === undefined ? '?ew=true' : `?folder=${encodeURIComponent(folder)}`;
    await this.page.goto(`${this.url}/${query}`, { waitUntil: 'domcontentloaded' });
    const ready = folder === undefined ? '.activitybar .action-item' : '.explorer-folders-view .monaco-list-row';
    await this.page.locator(ready).first().waitFor({ timeout: 90_000 });
  }

  /** The program inside the installed extension. */
  program() {
    const extensions = join(this.profile, 'e');
    const ours = readdirSync(extensions).find(name => name.startsWith('footplate.'));
    return join(extensions, ours, 'bin/footplate');
  }

  /** Process ids of language servers that this window's extension started. */
  languageServers() {
    const program = this.program();
    return readdirSync('/proc').filter(pid => {
      if (!/^\d+$/.test(pid)) return false;
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes(program) && words.includes('lsp');
      } catch {
        return false; // ended meanwhile
      }
    });
  }

  serverLog() {
    try {
      return readFileSync(join(this.profile, 'server.log'), 'utf8');
    } catch {
      return '';
    }
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

  /** `asks`: the command goes on in a picker or an input box. */
  async command(title, asks = false) {
    const box = await this.#quickInput('F1', `>${title}`);
    const name = this.page.locator('.label-name', { hasText: new RegExp(`^${title}$`) });
    await box.locator('.monaco-list-row').filter({ has: name }).first().click();
    if (asks) await pause(300);
    else await box.waitFor({ state: 'hidden' });
  }

  /** The commands that the palette offers for what was typed. */
  async offeredCommands(typed) {
    const box = await this.#quickInput('F1', `>${typed}`);
    await box.locator('.monaco-list-row').first().waitFor();
    await pause(300); // the list is filled in two steps
    const rows = await box.locator('.monaco-list-row .label-name').allInnerTexts();
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
    await this.answer(name);
    await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  }

  async activity(title) {
    await this.page.locator(`.activitybar .action-item [aria-label^="${title}"]`).first().click();
  }

  // --- what a person sees

  editor() {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  async editorText() {
    const lines = await this.editor().locator('.view-lines').innerText();
    return lines.replaceAll('\u00a0', ' ');
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
        await box.getByText(/\S/).first().waitFor({ timeout: 5000 });
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
  async webview(text) {
    const holds = async frame => {
      try {
        return (await frame.locator('main').getByText(text).count()) > 0;
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

  /** Answers a picker or an input box that a command opened. */
  async answer(text, accept = true) {
    const box = this.page.locator('.quick-input-widget:visible input').first();
    await box.waitFor();
    await box.fill(text);
    if (accept) await this.page.keyboard.press('Enter');
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

  async stop() {
    await this.browser?.close().catch(() => {});
    if (this.server?.pid) await endGroup(this.server.pid);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
