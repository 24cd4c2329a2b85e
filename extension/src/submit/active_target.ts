// Where the job of the file in front would run, as its dry run says. It is asked when another file comes to the front or the file is
// saved, never while somebody types; '' where there is no job, or one that is not right yet.
import * as vscode from 'vscode';
import type { Server } from '../server/server';
import { Throttle } from '../shared/throttle';

const runLanguages = new Set(['yaml', 'azureml-run']);

export class ActiveTarget implements vscode.Disposable {
  private current = '';
  private readonly throttle = new Throttle(300, () => this.look());
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  private readonly disposables: { dispose(): unknown }[];

  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly server: Server) {
    const ask = (): void => {
      this.throttle.ask();
    };
    this.disposables = [
      this.changeEmitter,
      this.throttle,
      vscode.window.onDidChangeActiveTextEditor(ask),
      vscode.workspace.onDidSaveTextDocument(ask),
      server.onState(ask),
    ];
  }

  /** The name of a compute. */
  get name(): string {
    return this.current;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async look(): Promise<void> {
    const name = await this.ask(vscode.window.activeTextEditor?.document);
    if (name === this.current) return;
    this.current = name;
    this.changeEmitter.fire();
  }

  private async ask(document: vscode.TextDocument | undefined): Promise<string> {
    const isFile = document?.uri.scheme === 'file' && runLanguages.has(document.languageId);
    if (!isFile || !vscode.workspace.isTrusted || this.server.state !== 'running') return '';
    try {
      return (await this.server.dryRun({ file: document.uri.fsPath })).dry_run.compute;
    } catch {
      return ''; // the editor says what is wrong with it
    }
  }
}
