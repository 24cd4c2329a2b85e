// Places in a log that lead into the person's code: Python's `File "train.py", line 3` and `train.py:3: …`. Pure.

export interface LogLink {
  from: number;
  length: number;
  file: string;
  line: number;
}

const python = /File "([^"]+)", line (\d+)/g;
const colon = /(?<![\w./-])((?:\/|\.{1,2}\/)?[\w./-]*\w\.(?:py|sh|R|yml|yaml|ipynb|jl|scala)):(\d+)/g;

export function logLinks(text: string): LogLink[] {
  const links: LogLink[] = [];
  for (const pattern of [python, colon]) {
    for (const match of text.matchAll(pattern)) {
      links.push({ from: match.index, length: match[0].length, file: match[1] ?? '', line: Number(match[2]) });
    }
  }
  return links;
}

/**
 * Where such a file is in the code folder: a job runs in a copy of it, so a path that ends like a file of the folder means that
 * file. The longest ending that exists wins.
 */
export async function sourceFile(
  file: string,
  folders: readonly string[],
  exists: (path: string) => Promise<boolean>,
): Promise<string | undefined> {
  const isAbsolute = file.startsWith('/');
  const parts = file.split('/').filter(part => part !== '' && part !== '.');
  for (let from = 0; from < parts.length; from++) {
    for (const folder of folders) {
      const path = `${folder}/${parts.slice(from).join('/')}`;
      if (await exists(path)) return path;
    }
  }
  return isAbsolute && (await exists(file)) ? file : undefined;
}
