// Above a job: how its last run went, as a lens that opens the run. Asked once a file, then kept current by the news about runs.
import * as vscode from 'vscode';
import type { Run } from '../server/protocol';
import { describe, title } from '../runs/run_format';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';
import { tongue } from '../shared/tongue';

const languages = ['yaml', 'azureml-run'].map(language => ({ scheme: 'file', language }));

/** How often, and how long after, lenses that VS Code did not draw are announced once more. */
const attempts = 3;
const patienceMs = 2000;

export class LastRunLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly runs = new Map<string, Promise<Run | undefined>>();
  /** What VS Code was told last about a file, '' for nothing. */
  private readonly told = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly throttle = new Throttle(500, () => this.look());
  private readonly disposables: { dispose(): unknown }[];
  private left = attempts;
  private again: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly server: Server) {
    this.disposables = [
      this.throttle,
      vscode.languages.registerCodeLensProvider(languages, this),
      server.onRunsChanged(() => {
        this.left = attempts;
        this.throttle.ask();
      }),
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('footplate.codeLens')) this.changed.fire();
      }),
      server.onState(state => {
        if (state !== 'running') return;
        this.runs.clear();
        this.changed.fire();
      }),
    ];
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!areWanted() || this.server.state !== 'running') return [];
    const known = this.runs.get(uri.fsPath) ?? this.lastRun(uri.fsPath);
    this.runs.set(uri.fsPath, known);
    const run = await known;
    const text = run ? lensText(run) : '';
    this.told.set(uri.fsPath, text);
    if (!run) return [];
    const command = { command: 'footplate.openRun', title: text, tooltip: title(run), arguments: [{ run }] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  dispose(): void {
    clearTimeout(this.again);
    for (const disposable of this.disposables) disposable.dispose();
    this.changed.dispose();
  }

  /**
   * Lenses are drawn anew only where one tells something else: a click while they are drawn would be lost. VS Code forgets what was
   * announced when the editor loses the focus a moment later, so what was not asked for is announced again.
   */
  private async look(): Promise<void> {
    const seen = areWanted() ? visibleFiles() : new Set<string>();
    for (const known of [this.runs, this.told]) {
      for (const file of [...known.keys()]) if (!seen.has(file)) known.delete(file); // asked again when it is seen again
    }
    let isOther = false;
    for (const file of seen) {
      const now = this.lastRun(file);
      this.runs.set(file, now);
      const run = await now;
      if ((run ? lensText(run) : '') !== (this.told.get(file) ?? '')) isOther = true;
    }
    if (!isOther) return;
    this.changed.fire();
    clearTimeout(this.again);
    if (this.left-- > 0)
      this.again = setTimeout(() => {
        this.throttle.ask();
      }, patienceMs);
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

function areWanted(): boolean {
  return vscode.workspace.getConfiguration('footplate').get<boolean>('codeLens', true);
}

function visibleFiles(): Set<string> {
  const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
  return new Set(
    documents.filter(document => vscode.languages.match(languages, document) > 0).map(({ uri }) => uri.fsPath),
  );
}

function lensText(run: Run): string {
  return vscode.l10n.t('last run: {0}', describe(run, tongue));
}
