import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logLinks, sourceFile } from '../../src/logs/log_links';

test("a line of Python's traceback is one link", () => {
  const line = '  File "/tmp/footplate-1a/code/src/train.py", line 12, in main';
  assert.deepEqual(logLinks(line), [
    {
      from: 2,
      length: '  File "/tmp/footplate-1a/code/src/train.py", line 12'.length - 2,
      file: '/tmp/footplate-1a/code/src/train.py',
      line: 12,
    },
  ]);
});

test('file:line of linters and warnings is one too, addresses are not', () => {
  assert.deepEqual(
    logLinks('src/train.py:7: UserWarning: slow').map(({ file, line }) => [file, line]),
    [['src/train.py', 7]],
  );
  assert.deepEqual(logLinks('see http://127.0.0.1:5000/x.py and 12:30:01'), []);
});

test("a path of the run's copy leads to the file of the folder that ends the same", async () => {
  const there = new Set(['/home/ada/project/src/train.py', '/home/ada/project/train.py']);
  const exists = (path: string): Promise<boolean> => Promise.resolve(there.has(path));
  const find = (file: string): Promise<string | undefined> => sourceFile(file, ['/home/ada/project'], exists);
  assert.equal(await find('/tmp/footplate-1a/code/src/train.py'), '/home/ada/project/src/train.py');
  assert.equal(await find('train.py'), '/home/ada/project/train.py');
  assert.equal(await find('other.py'), undefined);
});
