// The words for a run's statuses, phases and times in the person's language. Pure: the extension and its pages each hand in the language
// they speak.

export interface Tongue {
  /** As VS Code says it: 'en', 'zh-cn'. */
  language: string;
  t: (text: string) => string;
}

/** English is the word that conditions use too. */
export function statusWord(status: string, { t }: Tongue): string {
  return words(t)[status] ?? status;
}

// Spelt out, so that each is found beside its translation in l10n/.
function words(t: Tongue['t']): Partial<Record<string, string>> {
  return {
    NotStarted: t('NotStarted'),
    Provisioning: t('Provisioning'),
    Preparing: t('Preparing'),
    Queued: t('Queued'),
    Running: t('Running'),
    Finalizing: t('Finalizing'),
    CancelRequested: t('CancelRequested'),
    Completed: t('Completed'),
    Failed: t('Failed'),
    Canceled: t('Canceled'),
    NotResponding: t('NotResponding'),
  };
}

/** How an environment came to be: a word of the server's. */
export function madeWord(how: string, { t }: Tongue): string {
  const words: Partial<Record<string, string>> = {
    built: t('built for this run'),
    cached: t('was there already'),
    interpreter: t('the interpreter itself'),
    'workspace registry': t('from the registry of the project'),
    'shared registry': t('from the shared registry'),
  };
  return words[how] ?? how;
}
