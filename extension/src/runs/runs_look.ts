// What a person chose to see of the Experiments tree; kept with the workspace.
export interface Look {
  filter: string;
  sort: string;
  ascending: boolean;
  flat: boolean;
  archived: boolean;
}

export const usualLook: Look = { filter: '', sort: '', ascending: false, flat: false, archived: false };
