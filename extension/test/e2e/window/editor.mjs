// The text editor in front: files are opened, typed into, read.
import { basename } from 'node:path';
import { pause, until } from '../waiting.mjs';

export const withEditor = Base =>
  class extends Base {
    async open(file) {
      await this.pick('Control+P', file, basename(file));
      await this.page
        .locator('.tab')
        .filter({ hasText: basename(file) })
        .first()
        .waitFor();
      await this.editor().locator('.view-line').first().waitFor();
    }

    /** 'FOLDER/FILE' where several folders have a file of this name. */
    async openAt(path) {
      const [folder, file] = path.split('/');
      await this.pick('Control+P', path, new RegExp(`${file}.*${folder}`, 's'));
      await this.page
        .locator('.editor-group-container.active .breadcrumbs-control')
        .getByText(folder)
        .first()
        .waitFor();
      await this.editor().locator('.view-line').first().waitFor();
      await this.editor().click();
    }

    async goToLine(line, column = 1) {
      const box = await this.quickInput('Control+G', `:${line}:${column}`);
      await this.page.keyboard.press('Enter');
      // Keys pressed before the box is gone would still be the box's; it takes no answer until it has read what was typed.
      for (let attempt = 1; ; attempt++) {
        try {
          await box.waitFor({ state: 'hidden', timeout: 5000 });
          break;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 5) throw error;
          await this.page.keyboard.press('Enter');
        }
      }
      await this.page.locator('.monaco-editor.focused').first().waitFor();
      await this.statusItem(`Ln ${line}, Col ${column}`).waitFor();
    }

    async type(text) {
      await this.page.keyboard.type(text, { delay: 25 });
    }

    async press(...keys) {
      for (const key of keys) await this.page.keyboard.press(key);
    }

    editor() {
      return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
    }

    async editorText() {
      const lines = await this.editor().locator('.view-lines').innerText();
      return lines.replaceAll('\u00a0', ' ');
    }

    /** Waits until the editor has this text: it is drawn a moment after it was typed. */
    editorShows(pattern) {
      return until(async () => pattern.test(await this.editorText()), 45_000, `${pattern} in the editor`);
    }

    /** Waits until a lens begins so. */
    async lensShows(text) {
      await this.editor().locator('.codelens-decoration').getByText(text).first().waitFor({ timeout: 60_000 });
    }

    /** Clicks a lens once it has stood still: while lenses are drawn anew a click on one is lost. */
    async lens(title) {
      const lens = this.editor().locator('.codelens-decoration').getByText(title, { exact: true });
      const look = async () => JSON.stringify([await lens.boundingBox(), await lens.getAttribute('id')]);
      await lens.waitFor();
      let before = await look();
      await until(
        async () => {
          await pause(1500);
          const now = await look();
          const stands = now === before;
          before = now;
          return stands;
        },
        45_000,
        `the lens '${title}' stands still`,
      );
      await lens.click();
    }

    errors() {
      return this.editor().locator('.squiggly-error');
    }

    /** What appears when the pointer rests on a word, and says so. */
    async hover(word, says = /\S/) {
      const text = this.editor().locator('.view-line span span').filter({ hasText: word }).last();
      const box = this.page
        .locator('.monaco-hover:visible')
        .filter({ hasText: says, hasNotText: 'Loading...' })
        .first();
      for (let attempt = 1; ; attempt++) {
        await text.hover();
        try {
          await box.waitFor({ timeout: 8000 });
          return box;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 5) throw error;
          await this.page.mouse.move(680, 5); // lines that are drawn anew take the box away: point again
        }
      }
    }

    async dismissHover() {
      await this.page.mouse.move(680, 5);
      await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
    }

    /** Waits for a suggestion at the cursor; a list that came empty, or went away, is asked for again. */
    async suggestion(text) {
      const row = this.page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: text }).first();
      for (let attempt = 1; ; attempt++) {
        try {
          return await row.waitFor({ timeout: 10_000 });
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 4) throw error;
          await this.press('Escape', 'Control+Space');
        }
      }
    }
  };
