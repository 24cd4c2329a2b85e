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
