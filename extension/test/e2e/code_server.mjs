// A code-server of its own: the packaged extension installed, a profile that nobody else has, 127.0.0.1 only. stop() ends exactly the
// processes that start() began.
//
//   const server = await CodeServer.start({ vsix, settings: {}, arguments: ['--locale', 'de'] });
//   await page.goto(server.url);
//   await server.stop();
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, until } from './waiting.mjs';

const entry = join(process.env.FOOTPLATE_E2E_HOME, 'node_modules/code-server/out/node/entry.js'); // see test/setup

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

export class CodeServer {
  /**
   * `prepare(user)` may put files into the user-data folder before the server sees it; `wrapper` is a command that starts the
   * server in surroundings of its own.
   */
  static async start({ vsix, settings = {}, arguments: extra = [], wrapper = [], prepare = () => {} }) {
    const server = new CodeServer();
    server.wrapper = wrapper;
    server.profile = mkdtempSync(join(tmpdir(), 'fp-')); // short: unix sockets are made in it
    try {
      await server.#serve(vsix, { ...quietSettings, ...settings }, extra, prepare);
      return server;
    } catch (error) {
      error.message += `\n${server.log().slice(-2000)}`;
      await server.stop();
      throw error;
    }
  }

  async #serve(vsix, settings, extra, prepare) {
    const user = join(this.profile, 'u');
    mkdirSync(join(user, 'User'), { recursive: true });
    writeFileSync(join(user, 'User/settings.json'), JSON.stringify(settings));
    const config = join(this.profile, 'c.yaml');
    const place = ['--config', config, '--user-data-dir', user, '--extensions-dir', join(this.profile, 'e')];
    await this.#install([...place, '--install-extension', vsix]);
    prepare(user);
    const flags = ['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'];
    const more = ['--disable-getting-started-override', '--ignore-last-opened', ...extra];
    this.process = this.#spawn([...place, ...flags, ...more]);
    const listening = () => /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(this.log())?.[1];
    this.url = await until(listening, 120_000, 'code-server listens');
  }

  #spawn(args) {
    const log = openSync(join(this.profile, 'server.log'), 'a');
    const cache = { EXTENSIONS_GALLERY: '{}', FOOTPLATE_CACHE_DIR: join(this.profile, 'cache') };
    const [program, ...words] = [...this.wrapper, process.execPath, entry, ...args];
    const process_ = spawn(program, words, {
      stdio: ['ignore', log, log],
      detached: true,
      cwd: this.profile,
      env: { ...process.env, ...cache },
    });
    closeSync(log);
    return process_;
  }

  async #install(args) {
    const installer = this.#spawn(args);
    const limit = setTimeout(() => void endGroup(installer.pid), 180_000);
    const [code] = await once(installer, 'exit');
    clearTimeout(limit);
    if (code !== 0) throw new Error(`installing the package ended with ${code}`);
  }

  /** The folder of the installed extension. */
  extension() {
    const extensions = join(this.profile, 'e');
    return join(
      extensions,
      readdirSync(extensions).find(name => name.startsWith('footplate.')),
    );
  }

  /** Until it is stopped. */
  isThere() {
    return existsSync(join(this.profile, 'e'));
  }

  /** The program inside it. */
  program() {
    return join(this.extension(), 'bin/footplate');
  }

  /** Process ids of the programs of this server's extension whose command line has `word`. */
  processes(word) {
    const program = this.program();
    return readdirSync('/proc').filter(pid => {
      if (!/^\d+$/.test(pid)) return false;
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes(program) && words.includes(word);
      } catch {
        return false; // ended meanwhile
      }
    });
  }

  log() {
    try {
      return readFileSync(join(this.profile, 'server.log'), 'utf8');
    } catch {
      return '';
    }
  }

  async stop() {
    if (this.process?.pid) await endGroup(this.process.pid);
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
