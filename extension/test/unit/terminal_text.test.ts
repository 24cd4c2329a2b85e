import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TerminalText } from '../../src/logs/terminal_text';

function through(...pieces: (string | Buffer)[]): string {
  const text = new TerminalText();
  return pieces.map(piece => text.take(Buffer.from(piece as string))).join('');
}

test('a line feed gets its carriage return', () => {
  assert.equal(through('a\nb\n\n'), 'a\r\nb\r\n\r\n');
});

test('a pair is not doubled, even when split between pieces', () => {
  assert.equal(through('a\r\nb'), 'a\r\nb');
  assert.equal(through('a\r', '\nb'), 'a\r\nb');
  assert.equal(through('a\r', 'b', '\nc'), 'a\rb\r\nc');
});

test('a progress bar keeps its lone carriage returns', () => {
  assert.equal(through('10%\r20%\r'), '10%\r20%\r');
});

test('colours pass through', () => {
  assert.equal(through('\x1b[31mred\x1b[0m\n'), '\x1b[31mred\x1b[0m\r\n');
});

test('a character of several bytes survives being split', () => {
  const bytes = Buffer.from('训练\n');
  assert.equal(through(bytes.subarray(0, 4), bytes.subarray(4)), '训练\r\n');
});
