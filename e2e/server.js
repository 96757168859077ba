// Serves a built site as a static host does: files by their path, index.html
// for a folder, the site's own 404 page, text compressed, an ETag and 304, and
// what the site's _headers and _redirects say.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { headersFor, readHeaders, readRedirects } from './netlify.js';

const types = {
  // Browsers draw these with their style sheets only as plain XML.
  '.atom': 'application/xml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.rss': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.xml': 'application/xml; charset=utf-8',
  '.xsl': 'application/xslt+xml; charset=utf-8',
};

// Some JSON has a type of its own: JSON Feed (jsonfeed.org, version 1.1), JSON
// Schema.
const jsonTypes = { '/feed.json': 'application/feed+json', '.schema.json': 'application/schema+json' };
const typeOf = (path) => Object.entries(jsonTypes).find(([end]) => path.endsWith(end))?.[1] ?? types[extname(path)] ?? 'application/octet-stream';

/**
 * Serves the files of `folder` on a free port of this machine.
 *
 * @param {string} folder
 * @param {string} base path under which the site is published: '' or '/timeline'
 * @returns {Promise<{url: string, close: () => void}>} url: with the base, no slash at the end
 */
export async function serve(folder, base = '') {
  const rules = readHeaders(join(folder, '_headers'));
  const redirects = existsSync(join(folder, '_redirects')) ? readRedirects(join(folder, '_redirects')) : new Map();
  const server = createServer(async (request, response) => {
    try {
      const asked = new URL(request.url, 'http://site').pathname;
      const { status, path, body, location } = moved(redirects, asked) ?? (await find(folder, base, asked));
      const headers = { 'content-type': typeOf(path), ...headersFor(rules, asked) };
      const type = headers['content-type'];
      if (location) headers.Location = location;
      const sent = await encode(body, type, request.headers['accept-encoding'], headers);
      if (status === 200 && isKnown(headers.ETag, request.headers['if-none-match'])) {
        response.writeHead(304, headers).end();
        return;
      }
      headers['Content-Length'] = sent.length;
      response.writeHead(status, headers);
      response.end(request.method === 'HEAD' ? undefined : sent);
    } catch (error) {
      response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(String(error));
    }
  });
  await new Promise((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

// Compresses text when the browser takes it, and adds the headers that follow
// from that. Hosts use brotli where they can, which takes a fifth less: what is
// measured with gzip is not too little.
async function encode(body, type, accepted, headers) {
  body = Buffer.from(body);
  headers.ETag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (!/^text\/|javascript|json|xml/.test(type)) return body;
  headers.Vary = 'Accept-Encoding';
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted ?? '') || body.length === 0) return body;
  headers['Content-Encoding'] = 'gzip';
  // Other bytes are another representation (RFC 9110, section 8.8.3.3).
  headers.ETag = headers.ETag.replace(/"$/, '-gzip"');
  return compress(body, { level: 6 });
}

const compress = promisify(gzip);

const isKnown = (etag, asked) => asked === '*' || (asked ?? '').split(/\s*,\s*/).includes(etag);

/** Where an old address leads. The hosts look here before they look for a file. */
function moved(redirects, asked) {
  const way = redirects.get(asked);
  return way && { status: way.status, path: asked, body: '', location: way.to };
}

async function find(folder, base, address) {
  const inside = address.startsWith(`${base}/`) ? decodeURIComponent(address.slice(base.length)) : null;
  if (inside !== null && normalize(inside) === inside) {
    const path = inside.endsWith('/') ? `${inside}index.html` : inside;
    const body = await read(join(folder, path));
    if (body !== null) return { status: 200, path, body };
    if ((await read(join(folder, path, 'index.html'))) !== null) {
      return { status: 301, path, body: '', location: `${address}/` };
    }
  }
  return { status: 404, path: '/404.html', body: (await read(join(folder, '404.html'))) ?? 'not found' };
}

async function read(file) {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return null;
    throw error;
  }
}
