// Projects for the journeys: a folder of its own, and runs in it that the shipped program really made.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class Project {
  constructor(name, template = 'project') {
    this.place = mkdtempSync(join(tmpdir(), 'footplate-e2e-'));
    this.folder = join(this.place, name);
    cpSync(join(import.meta.dirname, template), this.folder, { recursive: true });
    this.environment = { ...process.env, FOOTPLATE_CACHE_DIR: join(this.place, 'cache') };
  }

  /** The program out of the package under test, as a person would call it. */
  footplate(program, ...words) {
    const output = execFileSync(program, ['-C', this.folder, ...words, '--json'], {
      timeout: 150_000,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return JSON.parse(output);
  }

  /** Its job as it should be: the copy has a misspelt key. */
  repair() {
    this.replace('job.yml', 'comand:', 'command:');
  }

  /** A Python with a module `only_mine` that a person chooses for this folder in the extension of test/e2e/python. */
  choosePython() {
    const chosen = join(this.place, 'chosen');
    execFileSync('python3', ['-m', 'venv', '--without-pip', chosen]);
    const library = readdirSync(join(chosen, 'lib')).find(name => name.startsWith('python'));
    writeFileSync(join(chosen, 'lib', library, 'site-packages/only_mine.py'), '');
    writeFileSync(join(this.folder, 'chosen-python'), join(chosen, 'bin/python'));
  }

  #cancelAll(program) {
    try {
      this.footplate(program, 'cancel', '--all');
    } catch {
      // no run went on, or a test broke the store
    }
  }

  /** Puts `after` in the place of `before` in one of its files. */
  replace(file, before, after) {
    const path = join(this.folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(before, after));
  }

  /** `count` more runs like the newest one, with names, metrics and times of their own. */
  multiply(count, experiments = 5) {
    const database = new DatabaseSync(join(this.folder, '.footplate/footplate.db'));
    database.exec('PRAGMA busy_timeout = 60000'); // the window's own server reads it too
    const names = table => {
      const rows = database.prepare(`PRAGMA table_info(${table})`).all();
      return rows.map(row => row.name);
    };
    const own = {
      seq: '?1',
      id: "'made-' || ?1",
      display_name: "'made ' || ?1",
      experiment: `'experiment ' || (?1 % ${experiments})`,
      created: 'created - ?1 * 1000',
      run: '?1',
      last: '(?1 % 997) / 997.0',
    };
    const copy = (table, key) => {
      const columns = names(table);
      const values = columns.map(column => own[column] ?? column);
      return database.prepare(
        `INSERT INTO ${table}(${columns.join(',')}) SELECT ${values.join(',')} FROM ${table} WHERE ${key}=?2`,
      );
    };
    const { seq } = database.prepare('SELECT max(seq) AS seq FROM runs').get();
    const statements = [copy('runs', 'seq'), ...['details', 'params', 'metrics'].map(table => copy(table, 'run'))];
    database.exec('BEGIN IMMEDIATE');
    for (let number = seq + 1; number <= seq + count; number++) {
      // As integers: SQLite would write a number of JavaScript as '77.0'.
      for (const statement of statements) statement.run(BigInt(number), BigInt(seq));
    }
    database.exec('COMMIT');
    database.close();
  }

  /** Cancels what goes on in it, and deletes it. */
  remove(program) {
    if (program && existsSync(join(this.folder, '.footplate/footplate.db'))) this.#cancelAll(program);
    rmSync(this.place, { recursive: true, force: true, maxRetries: 5 });
  }
}
