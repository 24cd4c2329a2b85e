// What a run's page shows, asked of the server: each part by itself, so that one that fails does not take the others along.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { columnsOf, type OutputFile, type RunMetrics, type Series } from '../../webview/shared/messages';
import type { MetricPoint, Run, RunDetails } from '../server/protocol';
import { title } from './run_format';
import type { Server } from '../server/server';

const mostFiles = 200;
const logLines = 300;
const pictures = /\.(png|jpe?g|gif|webp|svg)$/i;

/** Pictures larger than this are opened, not shown. */
const mostPictureBytes = 20e6;

export class RunData {
  private files = new Map<string, string>();

  constructor(
    private readonly server: Server,
    readonly id: string,
    private readonly root: string | undefined,
    private readonly runFolder: string | undefined,
  ) {}

  get logFolder(): string | undefined {
    return this.runFolder === undefined ? undefined : join(this.runFolder, 'user_logs');
  }

  async details(): Promise<RunDetails> {
    return (await this.server.call('show', { runs: [this.id], ...this.where() })).run;
  }

  async children(): Promise<Run[]> {
    const { runs } = await this.server.call('list', { parent: this.id, limit: 500, ...this.where() });
    return runs.reverse();
  }

  async metrics(run: Run): Promise<RunMetrics> {
    const { metrics } = await this.server.call('metrics', { runs: [run.id] });
    const histories = Object.entries(metrics as Record<string, MetricPoint[]>);
    const series = Object.fromEntries(histories.map(([name, points]): [string, Series] => [name, columnsOf(points)]));
    return { id: run.id, title: title(run), series };
  }

  async log(): Promise<string> {
    const parameters = { run: this.id, lines: logLines, no_follow: true, ...this.where() };
    return (await this.server.call('tail', parameters)).log;
  }

  /** The files the run made, `picture` giving the address of those that a page can show. */
  async outputs(picture: (file: string) => string): Promise<{ files: OutputFile[]; more: number }> {
    const answer = await this.server.call('outputs', { run: this.id, ...this.where() });
    const folders = new Map(answer.outputs.map(output => [output.name, output.path]));
    this.files = new Map(
      answer.files.map(({ output, path }) => [`${output}/${path}`, join(folders.get(output) ?? '', path)]),
    );
    const files = answer.files.slice(0, mostFiles).map(({ output, path: below, bytes }): OutputFile => {
      const path = `${output}/${below}`;
      const isShown = pictures.test(path) && bytes <= mostPictureBytes;
      return isShown ? { path, bytes, image: picture(this.files.get(path) ?? '') } : { path, bytes };
    });
    return { files, more: Math.max(0, answer.files.length - mostFiles) };
  }

  /** The file on disk behind an output's path. */
  outputFile(path: string): vscode.Uri | undefined {
    const file = this.files.get(path);
    return file === undefined ? undefined : vscode.Uri.file(file);
  }

  private where(): { folder?: string } {
    return this.root === undefined ? {} : { folder: this.root };
  }
}
