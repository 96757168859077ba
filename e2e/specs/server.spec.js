// The server of these tests does what static hosts do: what is measured on its
// pages is worth nothing otherwise.

import { address, expect, plain as test } from '../test.js';

const ask = (path, headers = {}) => fetch(address('demo', path), { headers });

test('text is compressed for those who take it', async () => {
  const plain = await ask('/', { 'Accept-Encoding': 'identity' });
  const text = await plain.text();
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(Number(plain.headers.get('content-length'))).toBe(Buffer.byteLength(text));
  const small = await ask('/', { 'Accept-Encoding': 'br, gzip;q=0.5' });
  expect(small.headers.get('content-encoding')).toBe('gzip');
  expect(small.headers.get('vary')).toBe('Accept-Encoding');
  expect(await small.text()).toBe(text);
  expect(Number(small.headers.get('content-length'))).toBeLessThan(Buffer.byteLength(text) / 3);
});

test('what a browser has is not sent again', async () => {
  for (const encoding of ['identity', 'gzip']) {
    const first = await ask('/', { 'Accept-Encoding': encoding });
    const etag = first.headers.get('etag');
    const second = await ask('/', { 'Accept-Encoding': encoding, 'If-None-Match': `"another", ${etag}` });
    expect(second.status).toBe(304);
    expect(second.headers.get('etag')).toBe(etag);
    expect(second.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
    expect(await second.text()).toBe('');
    expect((await ask('/about/', { 'If-None-Match': etag })).status).toBe(200);
  }
});
