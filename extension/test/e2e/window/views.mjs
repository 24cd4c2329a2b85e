// What lies around the editor: the views of the side bar with their rows and menus, the terminal, the status bar, messages.
import { pause, until } from '../waiting.mjs';

export const withViews = Base =>
  class extends Base {
    async activity(title) {
      // The whole item: a number on it lies over its icon.
      const label = this.page.locator(`[aria-label^="${title}"]`);
      await this.page.locator('.activitybar .action-item').filter({ has: label }).first().click();
    }

    /** A view of the side bar that is folded together is opened. */
    async openPane(name) {
      const header = this.page.locator('.part.sidebar .pane-header').filter({ hasText: new RegExp(`^${name}`) });
      await header.waitFor();
      if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    }

    /**
     * Clicks a button of a row, which is there while the row is pointed at: a row that is drawn anew is pointed at again. One that is
     * drawn anew between the press and the release gets no click, and is clicked again.
     */
    async rowButton(row, name) {
      const button = `[aria-label="${name}"]`;
      for (let attempt = 1; ; attempt++) {
        await row.hover();
        try {
          await this.page.evaluate(meant => {
            globalThis.wasClicked = false;
            const look = event => (globalThis.wasClicked = event.target.closest(meant) !== null);
            addEventListener('click', look, { capture: true, once: true });
          }, button);
          await row.locator(button).click({ timeout: 8000 });
          if (await this.page.evaluate(() => globalThis.wasClicked)) return;
          if (attempt === 4) throw new Error(`'${name}' of a row that is drawn anew again and again`);
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 4) throw error;
          await this.page.mouse.move(680, 5);
        }
      }
    }

    /** Selects these rows of a tree, and no other. Rows that are drawn anew meanwhile are selected again. */
    async selectRows(...rows) {
      const isSelected = row => this.treeRow(row).evaluate(element => element.classList.contains('selected'));
      const select = async () => {
        for (const [at, row] of rows.entries()) {
          await this.treeRow(row).click(at === 0 ? {} : { modifiers: ['Control'] });
        }
        await pause(500);
        const selected = await Promise.all(rows.map(isSelected));
        return selected.every(Boolean);
      };
      await until(select, 60_000, `the rows ${rows.join(', ')} are selected`);
    }

    /** Takes an item of the menu of a row. */
    async menu(row, item) {
      await this.openMenu(row, item);
      await this.press('Enter'); // a click within the menu's first moment would be taken for the one that opened it
    }

    /** Leaves the menu of a row open, on this item. One that was made before the window knew all of the row is opened again. */
    async openMenu(row, item) {
      const label = this.page.locator('.monaco-menu .action-label').getByText(item, { exact: true });
      for (let attempt = 1; ; attempt++) {
        await this.treeRow(row).click({ button: 'right' });
        try {
          await label.hover({ timeout: 8000 });
          return;
        } catch (error) {
          if (error.name !== 'TimeoutError' || attempt === 4) throw error;
          await this.press('Escape');
        }
      }
    }

    treeRow(text) {
      return this.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
    }

    welcome() {
      return this.page.locator('.part.sidebar .welcome-view-content');
    }

    /** The lines of the terminal in front. */
    terminal() {
      return this.page.locator('.terminal-wrapper.active .xterm-rows').first();
    }

    statusItem(text) {
      return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
    }

    toast(text) {
      return this.page.locator('.notification-toast').filter({ hasText: text }).first();
    }
  };
