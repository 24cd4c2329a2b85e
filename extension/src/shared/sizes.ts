// Sizes as people read them, in decimal units as disks are sold. Pure.

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** '312 B', '4.1 MB'. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? 'B'}`;
}
