// `doctor`: what this machine has for running jobs, as a page to read; and the way to it where something is missing.
import * as vscode from 'vscode';
import { doctorReport } from './doctor_report';
import type { RunDetails } from './protocol';
import type { Server } from './server';
import type { TextDocuments } from '../shared/text_documents';
import { tongue } from '../shared/tongue';

export async function showDoctor(server: Server, documents: TextDocuments): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Looking at this machine') };
  const report = await vscode.window.withProgress(progress, () => server.call('doctor', {}));
  const uri = documents.put(`${vscode.l10n.t('Doctor')}.md`, doctorReport(report, tongue));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

/** Whether a refusal of the server is about the machine, not about the file. */
export function isAboutMachine(error: unknown): boolean {
  const data = (error as { data?: { code?: string } } | undefined)?.data;
  return data?.code === 'unavailable';
}

/** A run that never came as far as its command lacked something of the machine: Python, packages, a folder, a node. */
export function failedBeforeItsCommand(run: RunDetails): boolean {
  return run.error !== null && run.kind !== 'pipeline' && !run.phases.some(phase => phase.name === 'Running');
}
