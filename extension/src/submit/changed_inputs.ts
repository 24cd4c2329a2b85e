// Submitting with other inputs: a list of the job's inputs with the values they have now, each changed in a box; what was
// entered last for a file is offered again.
import * as vscode from 'vscode';
import type { DryRun } from '../server/protocol';
import { withoutIcons } from '../shared/icons';
import { typing } from '../shared/typing';

interface InputItem extends vscode.QuickPickItem {
  input?: string;
}

/** Values by input, as `--set inputs.NAME=VALUE` takes them; undefined when the person left. */
export async function askInputs(
  memory: vscode.Memento,
  file: string,
  plan: DryRun,
): Promise<Record<string, string> | undefined> {
  const key = `footplate.inputs ${file}`;
  const known = new Set(Object.keys(plan.inputs));
  const remembered = Object.entries(memory.get<Record<string, string>>(key, {})).filter(([name]) => known.has(name));
  const changed = new Map(remembered);
  for (;;) {
    const choice = await pick(plan, changed);
    if (choice === undefined) return undefined;
    if (choice.input === undefined) break;
    await edit(choice.input, plan.inputs[choice.input] ?? '', changed);
  }
  const values = Object.fromEntries(changed);
  await memory.update(key, values);
  return values;
}

function pick({ inputs, input_order }: DryRun, changed: Map<string, string>): Thenable<InputItem | undefined> {
  const submit: InputItem = { label: `$(play) ${vscode.l10n.t('Submit')}`, alwaysShow: true };
  const items = input_order.map((input): InputItem => {
    const value = inputs[input] ?? '';
    const entered = changed.get(input);
    return entered === undefined
      ? { label: input, description: withoutIcons(value), input }
      : {
          label: input,
          description: withoutIcons(entered),
          detail: withoutIcons(vscode.l10n.t('the file says {0}', value)),
          input,
        };
  });
  const separator = { label: vscode.l10n.t('inputs'), kind: vscode.QuickPickItemKind.Separator };
  return vscode.window.showQuickPick([submit, separator, ...items], {
    title: vscode.l10n.t('Submit with changed inputs'),
    placeHolder: vscode.l10n.t('Choose an input to change, or submit'),
  });
}

/** An empty answer goes back to what the file says. */
async function edit(input: string, inFile: string, changed: Map<string, string>): Promise<void> {
  const value = await vscode.window.showInputBox({
    ...typing,
    title: input,
    value: changed.get(input) ?? inFile,
    prompt: vscode.l10n.t('Empty: as the file says ({0})', inFile),
  });
  if (value === undefined) return;
  if (value === '' || value === inFile) changed.delete(input);
  else changed.set(input, value);
}
