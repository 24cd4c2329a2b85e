import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLine, enteredAs, listCommand, rowCommand, runCommandsOf, wordsOf } from '../../src/shared/cli_words';

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

test('words that a person enters hold together by quotes, and are offered again as they would be entered', () => {
  assert.deepEqual(wordsOf(`owner=ada  stage="almost final" said='it "is"'`), [
    'owner=ada',
    'stage=almost final',
    'said=it "is"',
  ]);
  assert.deepEqual(wordsOf('  '), []);
  assert.deepEqual(wordsOf(`it's`), ["it's"]);
  for (const value of ['ada', 'almost final', 'it "is"', "it's", '']) {
    assert.deepEqual(wordsOf(enteredAs('tag', value)), [`tag=${value}`], value);
  }
});

test('of several runs each has a line of its own', () => {
  assert.equal(runCommandsOf([{ id: 'a' }, { id: 'b' }], true)[2], 'footplate cancel a\nfootplate cancel b');
  assert.equal(runCommandsOf([{ id: 'a' }], false)[2], 'footplate rerun a');
});
