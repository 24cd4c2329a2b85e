// One window of a real VS Code (code-server) with the packaged extension in it, driven through Debian's Chromium as a person would
// drive it.
//
//   const window = new Workbench();
//   await window.start({ folder });
//   await window.open('job.yml');
//   await window.stop();
import { BrowserWindow } from './window/browser_window.mjs';
import { withEditor } from './window/editor.mjs';
import { withQuickInput } from './window/quick_input.mjs';
import { withViews } from './window/views.mjs';
import { withWebviews } from './window/webviews.mjs';

export class Workbench extends withWebviews(withViews(withEditor(withQuickInput(BrowserWindow)))) {}
