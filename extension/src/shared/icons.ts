// Texts of others where VS Code reads `$(name)` as the icon of that name: quick picks, the status bar. Pure.

/** The same text, in which nothing becomes an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
