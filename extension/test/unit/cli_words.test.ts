import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine, listCommand, rowCommand } from '../../src/shared/cli_words';

test('a word that a shell would take apart is quoted', () => {
  assert.equal(commandLine('submit', "it's a job.yml"), "footplate submit 'it'\\''s a job.yml'");
  assert.equal(commandLine('show', 'silver-harbor-1'), 'footplate show silver-harbor-1');
});

test('the list that is looked at is said with its condition and order', () => {
  const command = listCommand({ where: 'metrics.loss < 0.2', sort: 'metrics.loss', ascending: true });
  assert.equal(command, "footplate list --where 'metrics.loss < 0.2' --sort metrics.loss --ascending");
  assert.equal(listCommand({ where: '', sort: '' }), 'footplate list');
});

test('a row of any view has its verb; one that only holds others has none', () => {
  assert.equal(rowCommand({ hash: '0123456789abcdef0123' }), 'footplate env show 0123456789abcdef');
  assert.equal(rowCommand({ name: 'iris', version: '2' }), 'footplate asset show iris:2');
  assert.equal(rowCommand({ name: 'pool' }), 'footplate compute show pool');
  assert.equal(rowCommand({}), undefined);
});
