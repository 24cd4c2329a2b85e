// The language server as the rest of the extension sees it: start, stop and restart, the verbs as calls, the news about runs.
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  WorkDoneProgress,
  State,
  type ErrorHandler,
  type LanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import { findBinary } from './binary';
import type {
  DocumentActionsParams,
  DryRunResult,
  EnvironmentsChangedParams,
  InitializationOptions,
  RunsChangedParams,
  SubmitParams,
  TrustParams,
  Verbs,
} from './protocol';
import { ChosenPython } from './python';
import { QuietClient } from './quiet_client';
import { RestartPolicy } from './restart_policy';
import { serverSettings } from './settings';

export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private current: ServerState = 'stopped';
  private binary = '';
  private starting: Promise<void> = Promise.resolve();
  private calls = 0;
  private readonly policy = new RestartPolicy();
  private readonly log = vscode.window.createOutputChannel('Footplate', { log: true });
  private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
  private readonly runsEmitter = new vscode.EventEmitter<RunsChangedParams>();
  private readonly environmentsEmitter = new vscode.EventEmitter<EnvironmentsChangedParams>();

  readonly python = new ChosenPython(() => {
    this.settingsChanged();
  });
  readonly onState = this.stateEmitter.event;
  readonly onRunsChanged = this.runsEmitter.event;
  readonly onEnvironmentsChanged = this.environmentsEmitter.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  get state(): ServerState {
    return this.current;
  }

  /** The program that was found, for child processes; '' before the first start. */
  get program(): string {
    return this.binary;
  }

  /** Starts and restarts are done one after another, so that two quick restarts leave one server. */
  restart(): Promise<void> {
    this.policy.reset();
    this.starting = this.starting.then(async () => {
      await this.stop();
      await this.start();
    });
    return this.starting;
  }

  showLog(): void {
    this.log.show();
  }

  /** Runs a verb on the server, which says on `progress` what it is doing. An Error's message is one for people. */
  async call<V extends keyof Verbs>(
    verb: V,
    parameters: Verbs[V]['parameters'],
    cancel?: vscode.CancellationToken,
    progress?: vscode.Progress<{ message?: string }>,
  ): Promise<Verbs[V]['answer']> {
    const client = await this.runningClient();
    const workDoneToken = `${verb}-${++this.calls}`;
    const heard = client.onProgress(WorkDoneProgress.type, workDoneToken, word => {
      if (word.kind === 'report' && word.message !== undefined) progress?.report({ message: word.message });
    });
    const request = { command: `footplate.server.${verb}`, arguments: [parameters], workDoneToken };
    try {
      return (await client.sendRequest(ExecuteCommandRequest.type, request, cancel)) as Verbs[V]['answer'];
    } finally {
      heard.dispose();
    }
  }

  /** What a submit would do. */
  async dryRun(parameters: SubmitParams): Promise<DryRunResult> {
    return (await this.call('submit', { ...parameters, dry_run: true })) as unknown as DryRunResult;
  }

  /** What can be done with a document that is open: 'run', 'debug', … */
  async actions(uri: vscode.Uri): Promise<string[]> {
    if (!this.client || this.current !== 'running') return [];
    const parameters: DocumentActionsParams = { textDocument: { uri: uri.toString() } };
    return await this.client.sendRequest<string[]>('footplate/actions', parameters);
  }

  trust(): void {
    if (this.current !== 'running') return; // the next start says it
    const word: TrustParams = { trusted: true };
    void this.client?.sendNotification('footplate/trust', word);
  }

  /** The server asks for no notice of changed settings: it is told of each. */
  settingsChanged(): void {
    if (this.current !== 'running') return;
    void this.client?.sendNotification('workspace/didChangeConfiguration', {
      settings: serverSettings(this.python.path()),
    });
  }

  dispose(): void {
    this.python.dispose();
    this.log.dispose();
    this.stateEmitter.dispose();
    this.runsEmitter.dispose();
    this.environmentsEmitter.dispose();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client) {
      try {
        await client.dispose(2000);
      } catch (error) {
        this.log.warn(`stopping the server: ${String(error)}`);
      }
    }
    this.become('stopped');
  }

  /** A server that is being started, also after a crash, is waited for. */
  private async runningClient(): Promise<LanguageClient> {
    await this.starting;
    while (this.current === 'starting') {
      await new Promise(resolve => {
        const heard = this.onState(state => {
          heard.dispose();
          resolve(state);
        });
      });
      await this.starting;
    }
    if (this.client && this.isRunning()) return this.client;
    throw new Error(vscode.l10n.t('The Footplate server is not running.'));
  }

  private isRunning(): boolean {
    return this.current === 'running';
  }

  private async start(): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('footplate');
    const found = await findBinary({
      configured: configuration.get<string>('path', ''),
      bundled: this.context.asAbsolutePath('bin/footplate'),
      pathVariable: process.env.PATH ?? '',
    });
    if ('missing' in found) {
      this.failed(missingText(found.missing));
      return;
    }
    this.binary = found.file;
    this.log.info(`starting ${found.file} (${found.origin})`);
    this.become('starting');
    const client = this.makeClient(found.file);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      if (this.client === client) this.failed(vscode.l10n.t('The Footplate server did not start: {0}', String(error)));
    }
  }

  private makeClient(command: string): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'yaml' },
        { scheme: 'file', language: 'azureml-run' },
        { scheme: 'file', pattern: '**/.amlignore' },
        { scheme: 'untitled', language: 'yaml' },
        { scheme: 'untitled', language: 'azureml-run' },
      ],
      initializationOptions: (): InitializationOptions => ({
        trusted: vscode.workspace.isTrusted,
        settings: serverSettings(this.python.path()),
      }),
      outputChannel: this.log,
      diagnosticCollectionName: 'footplate',
      errorHandler: this.errorHandler(() => this.client === client),
      initializationFailedHandler: () => false,
    };
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const executable = {
      command,
      args: ['lsp', '--stdio'],
      options: { ...(cwd !== undefined && { cwd }) },
    };
    const client = new QuietClient('footplate', 'Footplate', executable, options);
    client.onNotification('footplate/runsChanged', (change: RunsChangedParams) => {
      this.runsEmitter.fire(change);
    });
    client.onNotification('footplate/environmentsChanged', (change: EnvironmentsChangedParams) => {
      this.environmentsEmitter.fire(change);
    });
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      if (newState === State.Running) {
        this.become('running');
        if (vscode.workspace.isTrusted) this.trust();
      }
      if (newState === State.Starting) this.become('starting');
    });
    return client;
  }

  /** `isCurrent`: a client whose server was replaced meanwhile must not start it again. */
  private errorHandler(isCurrent: () => boolean): ErrorHandler {
    const leave = { action: CloseAction.DoNotRestart, handled: true };
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: async () => {
        if (!isCurrent()) return leave;
        const wait = this.policy.ended(Date.now());
        if (wait === undefined) {
          this.failed(vscode.l10n.t('The Footplate server ended several times and was not started again.'));
          return leave;
        }
        this.log.warn(`the server ended; starting it again in ${wait} ms`);
        this.become('starting');
        await new Promise(resolve => setTimeout(resolve, wait));
        return isCurrent() ? { action: CloseAction.Restart, handled: true } : leave;
      },
    };
  }

  private become(state: ServerState): void {
    if (this.current === state) return;
    this.current = state;
    this.stateEmitter.fire(state);
  }

  private failed(message: string): void {
    this.become('failed');
    this.log.error(message);
    const restart = vscode.l10n.t('Restart');
    const show = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(message, restart, show).then(choice => {
      if (choice === restart) void this.restart();
      else if (choice === show) this.showLog();
    });
  }
}

/** Why there is no program to start, and what to do. */
function missingText(missing: 'configured' | 'all'): string {
  if (missing === 'configured')
    return vscode.l10n.t('The program that the setting footplate.path names cannot be run.');
  if (process.platform !== 'linux') {
    return vscode.l10n.t('Footplate runs on Linux: open this folder by Remote - SSH, WSL or a dev container.');
  }
  return vscode.l10n.t('No footplate program: this package has none for this machine and there is none on PATH.');
}
