// Run files under a language of their own, so that another YAML server does not say everything a second time. A file is known by
// its first lines (Azure ML's `$schema`, a `# footplate` line); what it means is the server's business.
import * as vscode from 'vscode';
import { isRunFile } from './run_file';

const ownLanguage = 'azureml-run';
const otherServers = ['redhat.vscode-yaml'];
export function followLanguages(): vscode.Disposable {
  const look = (document: vscode.TextDocument): void => {
    if (document.languageId !== 'yaml' || document.uri.scheme !== 'file' || !wanted(document.uri)) return;
    const head = document.getText(new vscode.Range(0, 0, 25, 0));
    if (isRunFile(head)) void vscode.languages.setTextDocumentLanguage(document, ownLanguage);
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.workspace.onDidOpenTextDocument(look);
}

/** 'auto' leaves YAML alone where nobody else would check it. */
function wanted(uri: vscode.Uri): boolean {
  const choice = vscode.workspace.getConfiguration('footplate', uri).get<string>('ownLanguage', 'auto');
  if (choice !== 'auto') return choice === 'always';
  return otherServers.some(id => vscode.extensions.getExtension(id) !== undefined);
}
