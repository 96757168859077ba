// Runs once before all tests: builds the program and the sites, and serves
// them until the last test has ended. Tests find them by test.js.

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bases, buildProgram, buildSites } from './build.js';
import { serve } from './server.js';

export default async function setup() {
  if (!process.env.CHROMIUM) throw new Error('no browser is named; run ../test.sh e2e, which looks for one, or set CHROMIUM to its path');
  const folder = mkdtempSync(join(tmpdir(), 'dateline-e2e-'));
  const servers = [];
  const teardown = () => {
    for (const server of servers) server.close();
    // Tens of thousands of files: nobody has to wait for that.
    const remove = 'require("node:fs").rmSync(process.argv[1], { recursive: true, force: true })';
    spawn(process.execPath, ['-e', remove, folder], { detached: true, stdio: 'ignore' }).unref();
  };
  try {
    const program = buildProgram(folder);
    const sites = {};
    for (const [name, out] of Object.entries(buildSites(program, folder))) {
      const server = await serve(out, bases[name]);
      servers.push(server);
      sites[name] = { url: server.url, folder: out };
    }
    process.env.DATELINE_PROGRAM = program;
    process.env.DATELINE_SITES = JSON.stringify(sites);
    return teardown;
  } catch (error) {
    teardown();
    throw error;
  }
}
