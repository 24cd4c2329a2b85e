// The few things every page needs: elements without HTML text (so nothing a run says is ever read as markup), texts in the
// person's language, and the channel to the extension.
import type { Texts } from './messages';
import type { Tongue } from '../../src/runs/run_words';

type Child = Node | string | undefined | false;

interface Attributes {
  class?: string | false;
  onclick?: (event: MouseEvent) => void;
  [name: string]: string | number | boolean | undefined | ((event: never) => void);
}

/** `h('button', {class: 'link', onclick: open}, 'Open')`; true sets a bare attribute, false and undefined none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

const texts = (globalThis as { footplateTexts?: Texts }).footplateTexts ?? {};

/** The text in the person's language, with its places filled. */
export function t(text: string, ...values: (string | number)[]): string {
  return (texts[text] ?? text).replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ''));
}

/** What the pure modules need of it. */
export const tongue: Tongue = {
  get language() {
    return document.documentElement.lang;
  },
  t,
};

interface VsCode<State> {
  postMessage(message: unknown): void;
  getState(): State | undefined;
  setState(state: State): void;
}
declare function acquireVsCodeApi<State>(): VsCode<State>;

let api: VsCode<unknown> | undefined;

/** VS Code's side of the page; it gives it out once only. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what its page may send
export function host<State, Message>(): {
  send(message: Message): void;
  state(): State | undefined;
  remember(state: State): void;
} {
  const own = (api ??= acquireVsCodeApi<unknown>()) as VsCode<State>;
  return {
    send: message => {
      own.postMessage(message);
    },
    state: () => own.getState(),
    remember: state => {
      own.setState(state);
    },
  };
}

/** Replaces what is in the element unless it is the same again, so that a live page keeps focus and selection. */
export function replace(element: HTMLElement, ...children: Child[]): void {
  const fresh = document.createElement('div');
  for (const child of children) if (child !== undefined && child !== false) fresh.append(child);
  if (fresh.innerHTML === element.innerHTML) return;
  const focused = document.activeElement?.id;
  element.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
}

/** A colour of the theme as the canvas needs it. */
export function themeColour(name: string, otherwise: string): string {
  return getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`).trim() || otherwise;
}

/** Calls back when the person changes the theme. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
