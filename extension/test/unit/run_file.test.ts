import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRunFile } from '../../src/files/run_file';

test('a run file is known by its schema line or by a line that says so', () => {
  const schema = '$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json\n';
  for (const text of [
    schema,
    `# a comment\n\n---\n${schema}`,
    `"$schema": "https://azuremlschemas.azureedge.net/x"\n`,
  ]) {
    assert.ok(isRunFile(text), text);
  }
  assert.ok(isRunFile('# footplate: ignore-file[name]\nname: a\n'));
});

test('other YAML is left alone', () => {
  for (const text of [
    '',
    'name: a\n',
    '$schema: https://json.schemastore.org/x\n',
    'a: 1\n$schema: https://azuremlschemas.azureedge.net/x\n',
  ]) {
    assert.ok(!isRunFile(text), text);
  }
});
