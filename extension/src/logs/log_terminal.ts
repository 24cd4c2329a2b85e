// A terminal that shows a run's log: the output of `footplate tail RUN`, which follows by file events and ends with the run.
// Closing the terminal, or Ctrl-C in it, ends only that child process; the run does not notice.
import { spawn, type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { Run } from '../server/protocol';
import { title } from '../runs/run_format';
import { TerminalText } from './terminal_text';

const ctrlC = '\x03';

interface OpenLog {
  terminal: vscode.Terminal;
  pty: LogTerminal;
}

export class LogTerminals implements vscode.Disposable {
  private readonly open = new Map<string, OpenLog>();
  private readonly closed = vscode.window.onDidCloseTerminal(terminal => {
    const id = this.runOf(terminal);
    if (id !== undefined) this.open.delete(id);
  });

  /** One terminal a run: a second call brings the first one to the front. It resolves when the terminal is drawn. */
  async show(program: string, root: string, run: Run, focus = false): Promise<void> {
    let log = this.open.get(run.id);
    if (!log) {
      const pty = new LogTerminal(program, ['-C', root, 'tail', run.id]);
      const terminal = vscode.window.createTerminal({
        name: this.nameFor(run),
        pty,
        iconPath: new vscode.ThemeIcon('output'),
      });
      log = { terminal, pty };
      this.open.set(run.id, log);
    }
    log.terminal.show(!focus);
    await log.pty.opened;
  }

  /** The run whose log this terminal shows. */
  runOf(terminal: vscode.Terminal): string | undefined {
    for (const [id, log] of this.open) if (log.terminal === terminal) return id;
    return undefined;
  }

  /** A log of the same name that is open already is told from this one by the id. */
  private nameFor(run: Run): string {
    const name = title(run);
    const isTaken = [...this.open.values()].some(({ terminal }) => terminal.name === name);
    return isTaken && name !== run.id ? `${name} (${run.id})` : name;
  }

  dispose(): void {
    this.closed.dispose();
    for (const { terminal } of this.open.values()) terminal.dispose();
  }
}

class LogTerminal implements vscode.Pseudoterminal {
  private readonly writeEmitter = new vscode.EventEmitter<string>();
  private child: ChildProcess | undefined;
  private drawn: () => void = () => undefined;

  readonly opened = new Promise<void>(resolve => {
    this.drawn = resolve;
  });
  readonly onDidWrite = this.writeEmitter.event;

  constructor(
    private readonly program: string,
    private readonly args: string[],
  ) {}

  open(): void {
    this.drawn();
    const child = spawn(this.program, this.args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      const text = new TerminalText();
      stream.on('data', (piece: Buffer) => {
        this.writeEmitter.fire(text.take(piece));
      });
    }
    child.on('error', error => {
      this.note(vscode.l10n.t('The log cannot be shown: {0}', error.message));
    });
    child.on('close', code => {
      this.child = undefined;
      this.note(code === 0 ? vscode.l10n.t('End of the log.') : vscode.l10n.t('The log is no longer followed.'));
    });
  }

  handleInput(data: string): void {
    if (data === ctrlC) this.child?.kill('SIGINT');
  }

  close(): void {
    this.drawn(); // nobody waits for a terminal that went before it was seen
    this.child?.kill('SIGTERM');
  }

  private note(message: string): void {
    this.writeEmitter.fire(`\r\n\x1b[0;2m${message}\x1b[0m\r\n`);
  }
}
