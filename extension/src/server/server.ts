// The language server as the rest of the extension sees it: start, stop and restart, the verbs as calls, the news about runs.
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  WorkDoneProgress,
  type LanguageClient,
  type LanguageClientOptions,
  type ShowMessageParams,
} from 'vscode-languageclient/node';
import { tellWarning } from '../shared/errors';
import { findBinary } from './binary';
import { endedTooOften, ServerLife, type ServerState, type Session } from './life';
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

/** Longer than any start takes on a busy machine. */
const startLimitMs = 60_000;

class NoProgram extends Error {}

interface ClientSession extends Session {
  readonly client: LanguageClient;
}

export class Server implements vscode.Disposable {
  private binary = '';
  private calls = 0;
  private readonly log = vscode.window.createOutputChannel('Footplate', { log: true });
  private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
  private readonly runsEmitter = new vscode.EventEmitter<RunsChangedParams>();
  private readonly environmentsEmitter = new vscode.EventEmitter<EnvironmentsChangedParams>();

  private readonly life = new ServerLife<ClientSession>(
    ended => this.open(ended),
    {
      changed: state => {
        this.changed(state);
      },
      ended: wait => {
        this.log.warn(`the server ended; starting it again in ${wait} ms`);
      },
      failed: reason => {
        this.failed(reason);
      },
    },
    new RestartPolicy(),
  );

  readonly python = new ChosenPython(() => {
    this.settingsChanged();
  });
  readonly onState = this.stateEmitter.event;
  readonly onRunsChanged = this.runsEmitter.event;
  readonly onEnvironmentsChanged = this.environmentsEmitter.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  get state(): ServerState {
    return this.life.state;
  }

  /** The program that was found, for child processes; '' before the first start. */
  get program(): string {
    return this.binary;
  }

  restart(): Promise<void> {
    return this.life.restart();
  }

  stop(): Promise<void> {
    return this.life.stop();
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
    } catch (error) {
      this.log.info(`${verb}: ${String(error)}`);
      throw error;
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
    const client = this.life.running?.client;
    if (!client) return [];
    const parameters: DocumentActionsParams = { textDocument: { uri: uri.toString() } };
    return await client.sendRequest<string[]>('footplate/actions', parameters);
  }

  trust(): void {
    const word: TrustParams = { trusted: true };
    const client = this.life.running?.client; // without one, the next start says it
    void client?.sendNotification('footplate/trust', word);
    this.redraw();
  }

  /** The server asks for no notice of changed settings: it is told of each. */
  settingsChanged(): void {
    void this.life.running?.client.sendNotification('workspace/didChangeConfiguration', {
      settings: serverSettings(this.python),
    });
    this.redraw();
  }

  /** VS Code asks again for what it has drawn in the open files. */
  private redraw(): void {
    const lenses = this.life.running?.client.getFeature('textDocument/codeLens');
    const hints = this.life.running?.client.getFeature('textDocument/inlayHint');
    for (const document of vscode.workspace.textDocuments) {
      lenses?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      hints?.getProvider(document)?.onDidChangeInlayHints.fire();
    }
  }

  dispose(): void {
    this.python.dispose();
    this.log.dispose();
    this.stateEmitter.dispose();
    this.runsEmitter.dispose();
    this.environmentsEmitter.dispose();
  }

  private async runningClient(): Promise<LanguageClient> {
    const session = await this.life.ready();
    if (!session) throw new Error(vscode.l10n.t('The Footplate server is not running.'));
    return session.client;
  }

  private async open(ended: () => void): Promise<ClientSession> {
    const configuration = vscode.workspace.getConfiguration('footplate');
    const found = await findBinary({
      configured: configuration.get<string>('path', ''),
      bundled: this.context.asAbsolutePath('bin/footplate'),
      pathVariable: process.env.PATH ?? '',
    });
    if ('missing' in found) throw new NoProgram(missingText(found.missing));
    this.binary = found.file;
    this.log.info(`starting ${found.file} (${found.origin})`);
    const client = this.makeClient(found.file, ended);
    return { client, start: () => within(startLimitMs, client.start()), stop: () => this.close(client) };
  }

  private async close(client: LanguageClient): Promise<void> {
    try {
      await client.dispose(2000);
    } catch (error) {
      this.log.info(`stopping the server: ${String(error)}`);
    }
  }

  private makeClient(command: string, ended: () => void): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'yaml' },
        { scheme: 'file', language: 'azureml-run' },
        { scheme: 'file', pattern: '**/.amlignore' },
        { scheme: 'untitled', language: 'yaml' },
        { scheme: 'untitled', language: 'azureml-run' },
      ],
      initializationOptions: (): InitializationOptions => ({
        client: 'vscode', // the library's own word is the editor's name, which need not be VS Code
        trusted: vscode.workspace.isTrusted,
        settings: serverSettings(this.python),
      }),
      outputChannel: this.log,
      diagnosticCollectionName: 'footplate',
      // The library never starts a server again: the next one is a client of its own.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          ended();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationFailedHandler: () => false,
      middleware: {
        // All of them run something.
        provideCodeLenses: (document, token, next) => (vscode.workspace.isTrusted ? next(document, token) : []),
      },
    };
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const executable = {
      command,
      args: ['lsp', '--stdio'],
      options: { ...(cwd !== undefined && { cwd }) },
    };
    const client = new QuietClient('footplate', 'Footplate', executable, options);
    // In place of the library's own, whose messages have no button and are cut.
    client.onNotification('window/showMessage', ({ message }: ShowMessageParams) => void tellWarning(message));
    client.onNotification('footplate/runsChanged', (change: RunsChangedParams) => {
      this.runsEmitter.fire(change);
    });
    client.onNotification('footplate/environmentsChanged', (change: EnvironmentsChangedParams) => {
      this.environmentsEmitter.fire(change);
    });
    return client;
  }

  private changed(state: ServerState): void {
    if (state === 'running' && vscode.workspace.isTrusted) this.trust();
    this.stateEmitter.fire(state);
  }

  private failed(reason: unknown): void {
    const message = failureText(reason);
    this.log.error(message);
    const restart = vscode.l10n.t('Restart');
    const show = vscode.l10n.t('Show Log');
    const setting = vscode.l10n.t('Open Setting');
    const first = reason instanceof NoProgram ? setting : restart;
    void vscode.window.showErrorMessage(message, first, show).then(choice => {
      if (choice === restart) void this.restart();
      else if (choice === setting)
        void vscode.commands.executeCommand('workbench.action.openSettings', 'footplate.path');
      else if (choice === show) this.showLog();
    });
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(vscode.l10n.t('no answer within {0} seconds', milliseconds / 1000)));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function failureText(reason: unknown): string {
  if (reason === endedTooOften)
    return vscode.l10n.t('The Footplate server ended several times and was not started again.');
  if (reason instanceof NoProgram) return reason.message;
  const text = reason instanceof Error ? reason.message : String(reason);
  return vscode.l10n.t('The Footplate server did not start: {0}', text);
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
