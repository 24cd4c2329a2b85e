// The settings that the server honours: its own, and those that people already have for YAML.
import * as vscode from 'vscode';
import type { ChosenPython } from './python';

const own = ['otherYaml', 'severity', 'inlayHints', 'codeLens', 'format'];
const ofYaml = ['schemas', 'customTags', 'validate', 'completion', 'hover', 'format'];

/** `python`: which one jobs run on, in all of the window or in one of its folders. */
export function serverSettings(python: ChosenPython): unknown {
  const footplate = vscode.workspace.getConfiguration('footplate');
  const yaml = vscode.workspace.getConfiguration('yaml');
  return {
    footplate: {
      ...Object.fromEntries(own.map(name => [name, footplate.get(name)])),
      python: python.path(),
      pythons: python.ofFolders(),
    },
    yaml: Object.fromEntries(ofYaml.map(name => [name, yaml.get(name)])),
  };
}
