// The server's features as VS Code's own commands give them to whoever asks.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { goodJob, messages, openFile, placeOf, until } from './support';

async function ask<T>(command: string, ...words: unknown[]): Promise<T> {
  return await vscode.commands.executeCommand<T>(command, ...words);
}

suite('editing', () => {
  test('a misspelt key is told, and no longer once it is right', async () => {
    const document = await openFile('typo.yml', goodJob.replace('command: echo', 'comand: echo'));
    await until(() => messages(document.uri).find(text => text.includes("'comand'")), 'the remark');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, placeOf(document, 'omand: echo').translate(0, 1), 'm');
    await vscode.workspace.applyEdit(edit);
    await until(() => messages(document.uri).length === 0 || undefined, 'no remark');
    await document.save();
  });

  test('the repair of a misspelt key is the preferred one', async () => {
    const document = await openFile('repair.yml', goodJob.replace('environment:', 'enviroment:'));
    await until(() => messages(document.uri).find(text => text.includes('enviroment')), 'the remark');
    const place = placeOf(document, 'enviroment');
    const actions = await ask<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(place, place),
    );
    const preferred = actions.find(action => action.isPreferred);
    assert.ok(preferred?.edit);
    await vscode.workspace.applyEdit(preferred.edit);
    assert.match(document.getText(), /^environment:$/m);
    await document.save();
  });

  test('keys are completed with what they are for', async () => {
    const document = await openFile('keys.yml', `${goodJob}descr`);
    const list = await ask<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().length),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('description'), labels.join());
    assert.ok(!labels.includes('command'), 'what stands there already is not offered');
  });
});

suite('reading and rewriting', () => {
  test('hover, definition and references know a binding', async () => {
    const document = await openFile('binding.yml', goodJob);
    const place = placeOf(document, 'name}}');
    const [hover] = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place);
    assert.match((hover?.contents as vscode.MarkdownString[]).map(({ value }) => value).join(), /inputs\.name/);
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      place,
    );
    const [first] = found;
    assert.ok(first);
    assert.equal(('range' in first ? first.range : first.targetRange).start.line, 8);
    const uses = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, place);
    assert.equal(uses.length, 2);
  });

  test('a rename changes the input and what names it', async () => {
    const document = await openFile('rename.yml', goodJob);
    const edit = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      placeOf(document, 'name}}'),
      'who',
    );
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /\$\{\{inputs\.who\}\}[\s\S]*^ {2}who: world$/m);
    await document.save();
  });

  test('a document is formatted without a change of its meaning', async () => {
    const document = await openFile(
      'format.yml',
      'type:   command\ncommand: echo   "a  b"\nenvironment: {image:   x}\n',
    );
    const edits = await ask<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^type: command\ncommand: echo {3}"a {2}b"\nenvironment: \{ ?image: x ?\}\n$/);
    await document.save();
  });
});

suite('settings', () => {
  test('a code goes silent by a setting, and comes back', async () => {
    const document = await openFile('silent.yml', goodJob.replace('command: echo', 'comand: echo'));
    const told = (): boolean => vscode.languages.getDiagnostics(document.uri).some(one => one.code !== undefined);
    await until(() => told() || undefined, 'the remark');
    const settings = vscode.workspace.getConfiguration('footplate');
    await settings.update('severity', { schema: 'off' }, vscode.ConfigurationTarget.Workspace);
    await until(() => messages(document.uri).length === 0 || undefined, 'silence');
    await settings.update('severity', undefined, vscode.ConfigurationTarget.Workspace);
    await until(() => told() || undefined, 'the remark is back');
  });
});
