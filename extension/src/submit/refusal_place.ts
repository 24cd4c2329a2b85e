// Where a refusal of the server says that a file is wrong: 'checking …: /a/job.yml:2:1: error …'. Pure.

export interface RefusedPlace {
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

export function refusedPlace(message: string): RefusedPlace | undefined {
  const found = /(\/[^\n:]+):(\d+):(\d+):/.exec(message);
  return found?.[1] === undefined ? undefined : { file: found[1], line: Number(found[2]), column: Number(found[3]) };
}

/** The message as it is told beside the opened file: its place by the file's short name, without the column and the code. */
export function readable(message: string, { file, line, column }: RefusedPlace, name: string): string {
  const place = `${file}:${line}:${column}:`;
  const at = message.indexOf(place);
  const rest = message.slice(at + place.length).replace(/^ *\S+ +[a-z0-9]+\.[a-z0-9.-]+[:：] */, ' ');
  return `${message.slice(0, at)}${name}:${line}:${rest}`;
}
