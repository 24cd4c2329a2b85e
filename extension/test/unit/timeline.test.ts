import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars } from '../../webview/run_page/timeline';

const at = (second: number): string => `2024-05-01T10:00:${String(second).padStart(2, '0')}.000Z`;

test('phases are shares of the whole time, and one that goes on reaches to now', () => {
  const phases = [
    { name: 'Preparing', began: at(0), ended: at(5) },
    { name: 'Running', began: at(5), ended: null },
  ];
  assert.deepEqual(bars(phases, Date.parse(at(20))), [
    { name: 'Preparing', from: 0, length: 0.25, milliseconds: 5000, open: false },
    { name: 'Running', from: 0.25, length: 0.75, milliseconds: 15_000, open: true },
  ]);
});

test('a run that took no time has bars of no length', () => {
  assert.deepEqual(bars([{ name: 'Running', began: at(0), ended: at(0) }], 0)[0]?.length, 0);
});
