// What the specs of the preview start from: a project in a folder of its own,
// `dateline serve` on it, and the ways in which editors write files.

import { spawn } from 'node:child_process';
import { closeSync, cpSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { root } from './build.js';

export { expect };

/** A port that is free now. */
export async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Starts the preview of a folder, and resolves when it says its address. */
export async function startServe(folder, port) {
  const child = spawn(process.env.DATELINE_PROGRAM, ['serve', '--port', String(port), '--editor', 'vscode'], { cwd: folder });
  let said = '';
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((ready, failed) => {
    const listen = (text) => {
      said += text;
      const [found] = /http:\/\/[\w.:[\]]+\//.exec(said) ?? [];
      if (found) ready(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`dateline serve ended with ${code}: ${said}`)));
  });
  return {
    url,
    said: () => said,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return gone;
    },
  };
}

/** A copy of the demo's content, which the preview shows. */
export class Project {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'dateline-preview-'));
    cpSync(join(root, 'content'), join(this.folder, 'content'), { recursive: true });
  }

  async start() {
    this.port ??= await freePort();
    this.server = await startServe(this.folder, this.port);
    this.url = this.server.url;
  }

  async remove() {
    await this.server?.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(name) {
    return join(this.folder, name);
  }

  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  delete(name) {
    rmSync(this.path(name));
  }

  /** Replaces a part of a file that it must have. */
  edit(name, from, to, save = saves.plain) {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    save(this.path(name), text.replace(from, () => to));
  }
}

/** How programs save a file. */
export const saves = {
  plain: (path, text) => writeFileSync(path, text),

  // VS Code empties the file, then writes it.
  code(path, text) {
    truncateSync(path);
    writeFileSync(path, text, { flag: 'r+' });
  },

  // Vim with 'backup': it tries whether it may make a file there, renames the
  // old one, writes a new one, and removes the old one.
  vim(path, text) {
    const trial = join(dirname(path), '4913');
    const swap = join(dirname(path), `.${basename(path)}.swp`);
    writeFileSync(swap, 'b0VIM');
    closeSync(openSync(trial, 'wx'));
    unlinkSync(trial);
    renameSync(path, `${path}~`);
    const file = openSync(path, 'wx');
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    unlinkSync(`${path}~`);
    unlinkSync(swap);
  },
};

/** Fails the test if a page of the context does what no preview should. */
function watch(context, project, trouble) {
  context.on('console', (message) => {
    // A server that is away, or a page that is not there, is what some tests are about.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) trouble.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => trouble.push(`exception: ${error.error().stack}`));
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(project.url).origin) trouble.push(`left the site: ${request.url()}`);
  });
}

export const test = base.extend({
  project: async ({ context }, use) => {
    const project = new Project();
    const trouble = [];
    try {
      await project.start();
      watch(context, project, trouble);
      await use(project);
    } finally {
      await project.remove();
    }
    expect(trouble, 'what went wrong on the pages').toEqual([]);
  },

  // visit(path, page) opens a page and waits until it is in touch with the server.
  visit: async ({ page, project }, use) => {
    await use(async (path = '/', on = page) => {
      await on.goto(new URL(path, project.url).href);
      await connected(on);
      // It is lost when the page is loaded anew.
      await on.evaluate(() => (window.sameDocument = true));
    });
  },
});

/** Waits until a page has had its first message, which brings the links to the editor. */
export async function connected(page) {
  await expect(page.locator('#dateline-strip')).toHaveAttribute('data-version', /./);
}

/** Asserts that a page was not loaded anew since it was visited. */
export async function expectSameDocument(page) {
  expect(await page.evaluate(() => window.sameDocument), 'the page was not loaded anew').toBe(true);
}
