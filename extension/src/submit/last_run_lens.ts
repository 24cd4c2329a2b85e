// Above a job: how its last run went, as a lens that opens the run. Asked once a file, then kept current by the news about runs.
import * as vscode from 'vscode';
import type { Run } from '../server/protocol';
import { describe, title } from '../runs/run_format';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';
import { tongue } from '../shared/tongue';

export class LastRunLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly runs = new Map<string, Promise<Run | undefined>>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly throttle = new Throttle(500, () => this.look());
  private readonly disposables: { dispose(): unknown }[];

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly server: Server) {
    const languages = ['yaml', 'azureml-run'].map(language => ({ scheme: 'file', language }));
    this.disposables = [
      this.throttle,
      vscode.languages.registerCodeLensProvider(languages, this),
      server.onRunsChanged(() => {
        this.throttle.ask();
      }),
      server.onState(state => {
        if (state !== 'running') return;
        this.runs.clear();
        this.changed.fire();
      }),
    ];
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.getConfiguration('footplate').get<boolean>('codeLens', true)) return [];
    if (this.server.state !== 'running') return [];
    const known = this.runs.get(uri.fsPath) ?? this.lastRun(uri.fsPath);
    this.runs.set(uri.fsPath, known);
    const run = await known;
    if (!run) return [];
    const text = lensText(run);
    const command = { command: 'footplate.openRun', title: text, tooltip: title(run), arguments: [{ run }] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.changed.dispose();
  }

  /** Lenses are drawn anew only where one tells something else: a click while they are drawn would be lost. */
  private async look(): Promise<void> {
    const open = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.fsPath));
    let isOther = false;
    for (const [file, before] of [...this.runs]) {
      if (!open.has(file)) {
        this.runs.delete(file); // asked again when it is seen again
        continue;
      }
      const now = this.lastRun(file);
      this.runs.set(file, now);
      const [one, other] = [await before, await now];
      if (one?.id !== other?.id || (one && other && lensText(one) !== lensText(other))) isOther = true;
    }
    if (isOther) this.changed.fire();
  }

  private async lastRun(file: string): Promise<Run | undefined> {
    try {
      const where = `file = '${file.replaceAll("'", "''")}'`;
      return (await this.server.call('list', { where, limit: 1 })).runs[0];
    } catch {
      return undefined;
    }
  }
}

function lensText(run: Run): string {
  return vscode.l10n.t('last run: {0}', describe(run, tongue));
}
