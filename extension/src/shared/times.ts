// Times as a person reads them. Pure.

/** 'Nov 28, 2026, 7:07:14 PM' in the person's language and time zone; what is no time stays as it is. */
export function localTime(time: string, language?: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}
