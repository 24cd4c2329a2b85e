// Texts of others inside Markdown of ours. Pure.

/** One line in which nothing is read as markup. */
export function inline(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~$&-]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
