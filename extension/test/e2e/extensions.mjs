// Extensions beside ours, for windows of the tests.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts the unpacked extension of a folder, as seen from here, among the installed ones; `user` is the folder that `prepare` is called with. */
export function addExtension(user, folder) {
  const source = join(import.meta.dirname, folder);
  const { publisher, name, version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const extensions = join(user, '../e');
  const relativeLocation = `${publisher}.${name}-${version}`;
  const path = join(extensions, relativeLocation);
  cpSync(source, path, { recursive: true });
  const index = join(extensions, 'extensions.json');
  const location = { $mid: 1, path, scheme: 'file' };
  const entry = { identifier: { id: `${publisher}.${name}` }, version, location, relativeLocation };
  writeFileSync(index, JSON.stringify([...JSON.parse(readFileSync(index, 'utf8')), entry]));
}
