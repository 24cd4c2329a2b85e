// Which YAML files are run files, told from their first lines. Pure.

const firstLines =
  /^(?:\s*(?:#.*|---.*)?\n){0,20}?\s*(?:#\s*footplate\b|['"]?\$schema['"]?\s*:\s*['"]?https?:\/\/azuremlschemas[\w.]*\/)/;

export function isRunFile(text: string): boolean {
  return firstLines.test(text);
}
