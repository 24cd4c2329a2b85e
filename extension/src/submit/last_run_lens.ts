// Above a job: how its last run went, as a lens that opens the run. Asked once a file, then kept current by the news about runs.
import * as vscode from 'vscode';
import type { Run } from '../server/protocol';
import { describe, title } from '../runs/run_format';
import type { Server } from '../server/server';
import { tongue } from '../shared/tongue';

export class LastRunLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly runs = new Map<string, Promise<Run | undefined>>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[];

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly server: Server) {
    const languages = ['yaml', 'azureml-run'].map(language => ({ scheme: 'file', language }));
    const forget = (): void => {
      this.runs.clear();
      this.changed.fire();
    };
    const changed: vscode.Disposable = vscode.Disposable.from({
      dispose: () => {
        this.changed.dispose();
      },
    });
    this.disposables = [
      changed,
      vscode.languages.registerCodeLensProvider(languages, this),
      server.onRunsChanged(forget),
      server.onState(state => {
        if (state === 'running') forget();
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
    const text = vscode.l10n.t('last run: {0}', describe(run, tongue));
    const command = { command: 'footplate.openRun', title: text, tooltip: title(run), arguments: [{ run }] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
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
