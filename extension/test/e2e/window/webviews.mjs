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
        30_000,
        `a page with '${text}'`,
      );
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
