// How VS Code's debugger of Python is told to attach to a job that waits. Pure.
import type { DebugAddress } from '../server/protocol';

export const debuggerType = 'debugpy';

export interface AttachConfiguration {
  type: string;
  request: 'attach';
  name: string;
  connect: { host: string; port: number };
  pathMappings: { localRoot: string; remoteRoot: string }[];
  justMyCode: boolean;
}

export function attachConfiguration(
  name: string,
  { host, port, path_mappings: mappings }: DebugAddress,
): AttachConfiguration {
  return {
    type: debuggerType,
    request: 'attach',
    name,
    connect: { host, port },
    pathMappings: mappings.map(({ local_root: localRoot, remote_root: remoteRoot }) => ({ localRoot, remoteRoot })),
    justMyCode: true,
  };
}
