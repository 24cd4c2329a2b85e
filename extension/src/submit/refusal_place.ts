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
