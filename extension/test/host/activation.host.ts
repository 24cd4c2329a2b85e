// What the manifest promises is there once the extension runs.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { goodJob, openFile, until } from './support';

interface Manifest {
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { default?: unknown }> };
  };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('footplate.footplate');
  assert.ok(found);
  return found;
}

suite('activation', () => {
  test('a YAML file wakes the extension', async () => {
    await openFile('awake.yml', goodJob);
    await until(() => extension().isActive || undefined, 'the extension is active');
  });

  test('every command of the manifest is registered', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter(command => !registered.has(command)),
      [],
    );
  });

  test('every setting has the default that the manifest tells', () => {
    const { contributes } = extension().packageJSON as Manifest;
    for (const [name, { default: value }] of Object.entries(contributes.configuration.properties))
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, value, name);
  });

  test('objects and runs are neither watched nor searched', () => {
    const watched = vscode.workspace.getConfiguration('files').get<Record<string, boolean>>('watcherExclude') ?? {};
    const searched = vscode.workspace.getConfiguration('search').get<Record<string, boolean>>('exclude') ?? {};
    for (const name of ['objects', 'runs']) {
      assert.equal(watched[`**/.footplate/${name}/**`], true);
      assert.equal(searched[`**/.footplate/${name}`], true);
    }
  });

  test('a v1 run file has a language of its own, an MLTable is YAML', async () => {
    assert.equal((await openFile('train.runconfig', 'framework: Python\n')).languageId, 'azureml-run');
    assert.equal((await openFile('MLTable', 'paths: []\n')).languageId, 'yaml');
  });

  test('v2 run files have that language where a person wants it, other YAML never', async () => {
    const settings = vscode.workspace.getConfiguration('footplate');
    await settings.update('ownLanguage', 'always', vscode.ConfigurationTarget.Workspace);
    const languageOf = (path: string): string | undefined =>
      vscode.workspace.textDocuments.find(document => document.uri.path.endsWith(path))?.languageId;
    await openFile('marked.yml', '# footplate\ntype: command\n');
    await until(() => languageOf('/marked.yml') === 'azureml-run' || undefined, 'the language of a marked file');
    await openFile('other.yml', 'a: 1\n');
    assert.equal(languageOf('/other.yml'), 'yaml');
    await settings.update('ownLanguage', undefined, vscode.ConfigurationTarget.Workspace);
  });
});
