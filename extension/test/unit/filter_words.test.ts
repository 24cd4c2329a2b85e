import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterOf, isCondition } from '../../src/runs/filter_words';
import { withoutIcons } from '../../src/shared/icons';

test('conditions are told from names', () => {
  for (const condition of [
    'metrics.loss < 0.2',
    "params.lr = '0.1'",
    "display_name ilike '%a%'",
    "status in ('Failed', 'Canceled')",
    "status NOT IN('Failed')",
    'metrics.loss is null',
    'metrics.loss IS NOT NULL',
  ])
    assert.ok(isCondition(condition), condition);
  for (const name of ['fit in two parts', 'what it is like', 'is it null', 'in']) assert.ok(!isCondition(name), name);
});

test('a name is looked for as it was typed', () => {
  assert.equal(filterOf("it's in here"), "display_name ILIKE '%it''s in here%'");
  assert.equal(filterOf(''), '');
});

test("no icon is made of another one's text", () => {
  assert.equal(withoutIcons('cost $(fire) 5'), 'cost \\$(fire) 5');
});
