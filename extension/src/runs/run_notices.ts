// A word when a run of this window has ended, but only where it would be missed: it failed, or it took long and the person is in
// another window.
import * as vscode from 'vscode';
import { failedBeforeItsCommand } from '../server/doctor';
import type { Run, RunDetails } from '../server/protocol';
import { duration, formatDuration, title } from './run_format';
import type { RunPlaces } from './run_places';
import { statusWord } from './run_words';
import type { Server } from '../server/server';
import { tongue } from '../shared/tongue';

export class RunNotices {
  constructor(
    private readonly server: Server,
    private readonly places: RunPlaces,
  ) {}

  async ended(run: Run): Promise<void> {
    if (!this.places.isOurs(run.id)) return;
    const failed = run.status === 'Failed';
    const missed = !vscode.window.state.focused && (duration(run) ?? 0) >= this.longMs();
    if (!failed && !missed) return;
    const open = vscode.l10n.t('Open Log');
    const page = vscode.l10n.t('Open Run');
    const took = formatDuration(duration(run) ?? 0);
    const details = failed ? await this.details(run) : undefined;
    const text = failed ? failure(run, details) : `${title(run)}: ${statusWord(run.status, tongue)}, ${took}`;
    const tell = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const missing = vscode.l10n.t('What Is Missing');
    const lacks = details !== undefined && failedBeforeItsCommand(details);
    const choice = await tell(text, ...(lacks ? [missing] : []), page, open);
    if (choice === missing) await vscode.commands.executeCommand('footplate.doctor');
    else if (choice === open) await vscode.commands.executeCommand('footplate.openLog', { run });
    else if (choice === page) await vscode.commands.executeCommand('footplate.openRun', { run });
  }

  private async details(run: Run): Promise<RunDetails | undefined> {
    return (await this.server.call('show', { runs: [run.id] }).catch(() => undefined))?.run;
  }

  /** Runs shorter than this are not told; a negative setting tells none. */
  private longMs(): number {
    const seconds = vscode.workspace.getConfiguration('footplate').get<number>('notifyAfterSeconds', 60);
    return seconds < 0 ? Infinity : seconds * 1000;
  }
}

function failure(run: Run, details: RunDetails | undefined): string {
  const failed = vscode.l10n.t('{0} failed', title(run));
  const reason = details?.error?.message.split('\n', 1)[0];
  return reason === undefined ? failed : `${failed}: ${reason}`;
}
