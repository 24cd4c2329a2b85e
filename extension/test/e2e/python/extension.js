// Answers as the Python extension does about the interpreter that a person chose: here the one that a file of the workspace names.
const { existsSync, readFileSync, watchFile } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  const choice = join(vscode.workspace.workspaceFolders[0].uri.fsPath, 'chosen-python');
  watchFile(choice, { interval: 100 }, () => changed.fire({}));
  const path = () => (existsSync(choice) ? readFileSync(choice, 'utf8').trim() : 'python');
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: path(), path: path() }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
