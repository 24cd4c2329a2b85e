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

    /** Types into the quick input that the key opens and takes the row with this text. */
    async pick(key, typed, row) {
      const box = await this.quickInput(key, typed);
      await box.locator('.monaco-list-row').filter({ hasText: row }).first().click();
      await box.waitFor({ state: 'hidden' });
    }

    /** `asks`: the command goes on in a picker or an input box, which has taken the palette's place when this returns. */
    async command(title, asks = false) {
      const name = this.page.locator('.label-name', { hasText: new RegExp(`^${title}$`) });
      let box;
      // The palette lists what its window could do when it was opened, which may have been before the file in front was ready.
      for (let attempt = 1; ; attempt++) {
        box = await this.quickInput('F1', `>${title}`);
        try {
          await box.locator('.monaco-list-row').filter({ has: name }).first().click({ timeout: 8000 });
          break;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 3) throw error;
          await this.press('Escape');
        }
      }
      if (!asks) return box.waitFor({ state: 'hidden' });
      const input = box.locator('input').first();
      const isNext = async () => (await input.isVisible()) && !(await input.inputValue()).startsWith('>');
      return until(isNext, 30_000, `what '${title}' asks`);
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

    /** Answers an input box that a command opened. */
    async answer(text) {
      await this.page.locator('.quick-input-widget:visible input').first().fill(text);
      await this.page.keyboard.press('Enter');
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
      const isDialog = async () => (await input.isVisible()) && (await input.inputValue()).startsWith('/');
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
