// The palette and the other pickers and boxes that VS Code opens at the top of its window.
import { pause, until } from '../waiting.mjs';

export const withQuickInput = Base =>
  class extends Base {
    /**
     * Opens the quick input by its key and types into it. A window that is just drawing itself anew (trust was given, the server was
     * killed) can take the focus and with it the box, so as a person would we press again when nothing came.
     */
    async quickInput(key, typed) {
      const box = this.page.locator('.quick-input-widget:visible');
      for (let attempt = 1; ; attempt++) {
        await this.page.keyboard.press(key);
        try {
          await box.locator('input').first().fill(typed, { timeout: 4000 });
          return box;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 5) throw error;
        }
      }
    }

    /**
     * Types into the quick input that the key opens and takes the row that `which` finds in its list. What a window cannot list yet –
     * files before its search has started, commands before the file in front is ready – it does not list later either: we ask anew. So
     * we do where the list was drawn anew under the pointer: no element has then got both halves of the click.
     */
    async #take(key, typed, which) {
      const patience = [5000, 10_000, 20_000, 40_000];
      for (const [attempt, timeout] of patience.entries()) {
        const box = await this.quickInput(key, typed);
        try {
          await which(box.locator('.monaco-list-row')).first().click({ timeout });
          await until(async () => (await this.quickInputValue()) !== typed, 10_000, `a row for '${typed}' is taken`);
          return box;
        } catch (error) {
          if (attempt + 1 === patience.length) throw error;
          await this.page.keyboard.press('Escape');
        }
      }
    }

    /** Takes the row with this text of the quick input that the key opens. */
    async pick(key, typed, row) {
      const box = await this.#take(key, typed, rows => rows.filter({ hasText: row }));
      await box.waitFor({ state: 'hidden' });
    }

    /** `asks`: the command goes on in a picker or an input box, which has taken the palette's place when this returns. */
    async command(title, asks = false) {
      const name = this.page.locator('.label-name', { hasText: new RegExp(`^${title}$`) });
      const box = await this.#take('F1', `>${title}`, rows => rows.filter({ has: name }));
      if (!asks) return box.waitFor({ state: 'hidden' });
      const isNext = async () => (await this.quickInputValue())?.startsWith('>') === false;
      return until(isNext, 30_000, `what '${title}' asks`);
    }

    /** Waits until the palette offers a command of this title for what was typed. */
    async commandOffered(typed, title) {
      const isOffered = async () => (await this.offeredCommands(typed)).some(name => name.includes(title));
      await until(isOffered, 60_000, `the palette offers '${title}'`);
    }

    /** The commands that the palette offers for what was typed. */
    async offeredCommands(typed) {
      const box = await this.quickInput('F1', `>${typed}`);
      await box.locator('.monaco-list-row').first().waitFor();
      const look = () => box.locator('.monaco-list-row .label-name').allInnerTexts();
      let rows = [];
      // The list is filled in two steps.
      for (let now = await look(); now.length !== rows.length; now = await look()) {
        rows = now;
        await pause(500);
      }
      await this.page.keyboard.press('Escape');
      await box.waitFor({ state: 'hidden' });
      return rows;
    }

    /** Rows of the picker that is open. */
    pickerRows() {
      return this.page.locator('.quick-input-widget:visible .monaco-list-row');
    }

    /** What stands in the input of the quick input at this moment, undefined where there is none. */
    async quickInputValue() {
      const inputs = this.page.locator('.quick-input-widget:visible input');
      const values = await inputs.evaluateAll(all => all.map(({ value }) => value));
      return values[0];
    }

    /** Answers an input box that a command opened; it is gone, or asks the next thing, when this returns. */
    async answer(text) {
      await this.page.locator('.quick-input-widget:visible input').first().fill(text);
      await this.page.keyboard.press('Enter');
      await until(async () => (await this.quickInputValue()) !== text, 45_000, `'${text}' is taken`);
    }

    /** Takes the row of this text in the picker that a command opened. */
    async choose(text) {
      await this.page.locator('.quick-input-widget:visible input').first().fill(text);
      await this.pickerRows().and(this.page.locator('.focused')).filter({ hasText: text }).first().waitFor();
      await this.page.keyboard.press('Enter');
    }

    /** Answers the dialog for a file, which in a window of a server is a box for its path. */
    async chooseFile(path) {
      const box = this.page.locator('.quick-input-widget:visible');
      const input = box.locator('input').first();
      const isDialog = async () => (await this.quickInputValue())?.startsWith('/');
      await until(isDialog, 45_000, 'a dialog for a file');
      // While it still reads the folder it takes no answer, or puts a name of its own in the place of ours.
      const isTaken = async () => {
        await input.fill(path);
        await pause(700);
        return (await input.inputValue()) === path;
      };
      for (let attempt = 1; ; attempt++) {
        await until(isTaken, 45_000, `the dialog takes ${path}`);
        await this.press('Enter');
        try {
          await box.waitFor({ state: 'hidden', timeout: 5000 });
          return;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 5) throw error;
        }
      }
    }

    async theme(name) {
      await this.command('Preferences: Color Theme', true);
      await this.choose(name);
      await this.page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
    }
  };
