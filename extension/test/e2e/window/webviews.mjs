// Pages inside the window: ours, and previews of Markdown.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { until } from '../waiting.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const withWebviews = Base =>
  class extends Base {
    /** The document of the page of ours that holds this text: a frame in a frame. */
    webview(text) {
      return this.frameWith(text, 'main');
    }

    /** The document of a Markdown preview. */
    preview(text) {
      return this.frameWith(text, '.markdown-body');
    }

    /** The README on the page of an installed extension, which holds this text. */
    async extensionPage(name, text) {
      await this.command('Extensions: Show Installed Extensions');
      await this.page.locator('.extensions-list .monaco-list-row').filter({ hasText: name }).first().click();
      return this.frameWith(text, 'body');
    }

    /** The document of a webview that holds this text at this place. */
    async frameWith(text, place) {
      const holds = async frame => {
        try {
          return (await frame.locator(place).getByText(text).count()) > 0;
        } catch {
          return false; // it went away meanwhile
        }
      };
      return until(
        async () => {
          for (const frame of this.page.frames()) if (await holds(frame)) return frame;
          return undefined;
        },
        60_000,
        `a page with '${text}'`,
      );
    }

    /** What Chromium tells assistive technology about a page of ours, or of the window itself: 'role: name' of each node. */
    async spoken(frame = this.page.mainFrame()) {
      const { session, way } = await this.#sessionOf(frame);
      const { frameTree } = await session.send('Page.getFrameTree');
      const { id } = way.reduce((tree, at) => tree.childFrames[at], frameTree).frame;
      const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId: id });
      await session.detach();
      return nodes.filter(({ ignored }) => !ignored).map(({ role, name }) => `${role.value}: ${name?.value ?? ''}`);
    }

    /** The DevTools session of the process that a frame lives in, and the way to the frame from the topmost one of this process. */
    async #sessionOf(frame, way = []) {
      const above = frame.parentFrame();
      if (!above) return { session: await this.context.newCDPSession(this.page), way };
      try {
        return { session: await this.context.newCDPSession(frame), way };
      } catch {
        return this.#sessionOf(above, [above.childFrames().indexOf(frame), ...way]); // it shares the process of the frame above
      }
    }

    /** What axe-core has against a page of ours, as 'rule: place' lines. */
    async accessibilityProblems(frame) {
      await frame.evaluate(axe);
      const { violations } = await frame.evaluate(() => globalThis.axe.run(document.body));
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id}: ${node.html.slice(0, 120)}: ${node.any[0]?.message ?? ''}`),
      );
    }
  };
