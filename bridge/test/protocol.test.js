// The process as its parent sees it: lines in, lines out.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { credentials } from './venue.js';

const main = fileURLToPath(new URL('../main.js', import.meta.url));

// A bridge of its own: ask(message) gives the answer with the message's id, `said` is everything it wrote.
function started() {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH } });
  const said = { out: '', err: '' };
  const waiting = new Map();
  let rest = '';
  child.stderr.on('data', (piece) => { said.err += piece; });
  child.stdout.on('data', (piece) => {
    said.out += piece;
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const answer of lines.map((line) => JSON.parse(line))) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    }
  });
  const next = (id) => new Promise((resolve) => { waiting.set(id, resolve); });
  const write = (line) => child.stdin.write(`${line}\n`);
  const ask = (message) => {
    const answer = next(message.id);
    write(JSON.stringify({ jsonrpc: '2.0', ...message }));
    return answer;
  };
  const end = async () => {
    const gone = once(child, 'exit');
    child.stdin.end();
    return gone;
  };
  return { child, said, ask, write, next, end };
}

const withBridge = (name, body) => test(name, async () => {
  const bridge = started();
  try {
    await body(bridge);
  } finally {
    bridge.child.kill('SIGKILL');
  }
});

withBridge('ping and version are answered', async ({ ask }) => {
  assert.deepEqual((await ask({ id: 1, method: 'ping' })).result, {});
  const { result } = await ask({ id: 'text', method: 'version' });
  assert.equal(result.ccxt, '4.5.84');
  assert.equal(result.node, process.versions.node);
});

withBridge('what is not JSON is answered and survived', async ({ write, next, ask }) => {
  const answer = next(null);
  write('{"jsonrpc":"2.0","id":1,');
  assert.equal((await answer).error.code, -32700);
  assert.deepEqual((await ask({ id: 2, method: 'ping' })).result, {});
});

withBridge('what is no request is refused', async ({ write, next }) => {
  for (const line of ['[]', '1', 'null', '{}', '{"jsonrpc":"1.0","method":"ping"}', '{"jsonrpc":"2.0","method":1}',
    '{"jsonrpc":"2.0","id":{},"method":"ping"}', '{"jsonrpc":"2.0","method":"ping","params":[1]}']) {
    const answer = next(null);
    write(line);
    assert.equal((await answer).error.code, -32600, line);
  }
});

withBridge('a notification gets no answer', async ({ write, ask, said }) => {
  write('{"jsonrpc":"2.0","method":"ping"}');
  await ask({ id: 7, method: 'ping' });
  assert.equal(said.out.trim().split('\n').length, 1);
});

withBridge('methods that move funds or change an account do not exist', async ({ ask }) => {
  const names = ['withdraw', 'transfer', 'fetchDepositAddress', 'createDepositAddress', 'setLeverage', 'setMarginMode',
    'createOrder', 'editOrder', 'cancelAllOrders', 'call', 'constructor', '__proto__', 'toString', 'borrowCrossMargin'];
  for (const [id, method] of names.entries()) {
    assert.equal((await ask({ id, method, params: {} })).error.code, -32601, method);
  }
});

withBridge('an exchange is a name of the table and never a path', async ({ ask }) => {
  const names = ['../../../main', 'binance/../okx', 'BINANCE', 'bitmex', 'base/Exchange', ''];
  for (const [id, exchange] of names.entries()) {
    const params = { session: 's', exchange, market: 'spot', network: 'live' };
    const { error } = await ask({ id, method: 'open', params });
    assert.ok(exchange === '' ? error.code === -32602 : error.data.kind === 'NoRow', exchange);
  }
});

withBridge('params are checked by name and kind', async ({ ask }) => {
  const open = { session: 's', exchange: 'binance', market: 'spot', network: 'local', address: 'http://127.0.0.1:9' };
  assert.equal((await ask({ id: 0, method: 'open', params: open })).error, undefined);
  const order = {
    clientId: 'a', symbol: 'BTC/USDT', side: 'buy', type: 'limit', quantity: '1', price: '1', timeInForce: 'IOC' };
  const wrong = [
    ['open', { ...open, session: undefined }, 'session: missing'],
    ['open', { ...open, market: 'margin' }, 'market: one of spot, swap'],
    ['open', { ...open, credentials: { apiKey: 1 } }, 'credentials.apiKey: not a text'],
    ['open', { ...open, options: {} }, 'options: unknown'],
    ['prepare', { session: 's', order: { ...order, type: 'market' } }, 'order.type: one of limit'],
    ['prepare', { session: 's', order: { ...order, price: undefined } }, 'order.price: missing'],
    ['prepare', { session: 's', order: { ...order, quantity: 1 } }, 'order.quantity: not a decimal'],
    ['prepare', { session: 's', order: { ...order, quantity: '1e3' } }, 'order.quantity: not a decimal'],
    ['prepare', { session: 's', order: { ...order, quantity: '0' } }, 'order.quantity: not a decimal'],
    ['prepare', { session: 's', order: { ...order, clientId: undefined } }, 'order.clientId: missing'],
    ['prepare', { session: 's', order: { ...order, params: {} } }, 'order.params: unknown'],
    ['book', { session: 's', symbol: 'BTC/USDT', limit: -1 }, 'limit: not a count'],
  ];
  for (const [id, [method, params, message]] of wrong.entries()) {
    assert.deepEqual((await ask({ id, method, params })).error, { code: -32602, message });
  }
});

withBridge('a session is open once, until it is closed', async ({ ask }) => {
  const open = { session: 's', exchange: 'okx', market: 'spot', network: 'live' };
  assert.equal((await ask({ id: 1, method: 'open', params: open })).result.row.exchange, 'okx');
  assert.equal((await ask({ id: 2, method: 'open', params: open })).error.data.kind, 'SessionInUse');
  assert.deepEqual((await ask({ id: 3, method: 'close', params: { session: 's' } })).result, {});
  assert.equal((await ask({ id: 4, method: 'time', params: { session: 's' } })).error.data.kind, 'NoSession');
});

withBridge('calls run side by side and are answered by id', async ({ ask }) => {
  const slow = http.createServer((request, response) => {
    setTimeout(() => response.end(JSON.stringify({ serverTime: 5 })), request.url.includes('time') ? 300 : 0);
  }).listen(0, '127.0.0.1');
  await once(slow, 'listening');
  try {
    const address = `http://127.0.0.1:${slow.address().port}`;
    const open = { session: 's', exchange: 'binance', market: 'spot', network: 'local', address };
    await ask({ id: 0, method: 'open', params: open });
    const order = [];
    const time = ask({ id: 1, method: 'time', params: { session: 's' } }).then((answer) => {
      order.push('time');
      return answer;
    });
    const pings = Array.from({ length: 50 }, (_, index) => ask({ id: 100 + index, method: 'ping' }));
    await Promise.all(pings);
    order.push('pings');
    assert.equal((await time).result.at, 5);
    assert.deepEqual(order, ['pings', 'time']);
  } finally {
    slow.close();
  }
});

withBridge('network local takes addresses of this machine only', async ({ ask }) => {
  const open = { session: 's', exchange: 'binance', market: 'spot', network: 'local' };
  const refused = [undefined, 'http://10.0.0.1:80', 'https://api.binance.com', 'http://127.0.0.1.example.com',
    'http://localhost.example.com', 'file:///x', 'nonsense'];
  for (const [id, address] of refused.entries()) {
    const { error } = await ask({ id, method: 'open', params: { ...open, address } });
    assert.equal(error.data.kind, 'NotLoopback', String(address));
  }
});

withBridge('the process ends when its input ends, whatever it waits for', async ({ ask, end }) => {
  const silent = http.createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = `http://127.0.0.1:${silent.address().port}`;
  await ask({ id: 0, method: 'open', params: {
    session: 's', exchange: 'binance', market: 'spot', network: 'local', address } });
  ask({ id: 1, method: 'markets', params: { session: 's' } });
  const began = performance.now();
  const [code] = await end();
  assert.equal(code, 0);
  assert.ok(performance.now() - began < 1000, 'within a second, on a busy machine');
  silent.closeAllConnections();
  silent.close();
});

withBridge('a secret is in no answer and in nothing that is printed', async ({ ask, said, end }) => {
  // An exchange that repeats every header and address it is sent, in errors and as HTML.
  const echo = http.createServer((request, response) => {
    const isPage = request.url.includes('ticker');
    response.writeHead(isPage ? 200 : 400, { 'content-type': isPage ? 'text/html' : 'application/json' });
    const text = `${JSON.stringify(request.headers)} ${request.url} ${credentials.secret}`;
    response.end(isPage ? `<html>${text}</html>` : JSON.stringify({ code: -9999, msg: text }));
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  try {
    const address = `http://127.0.0.1:${echo.address().port}`;
    for (const exchange of ['binance', 'okx', 'htx', 'kucoin', 'kraken', 'bybit']) {
      const open = { session: exchange, exchange, market: 'spot', network: 'local', address, credentials };
      await ask({ id: `${exchange}-open`, method: 'open', params: open });
      for (const method of ['balances', 'markets', 'tickers', 'openOrders', 'time', 'keyPermissions']) {
        await ask({ id: `${exchange}-${method}`, method, params: { session: exchange } });
      }
    }

    await end();
    assert.ok(said.out.includes('***'), 'the exchange did repeat them');
    for (const secret of Object.values(credentials)) {
      assert.ok(!said.out.includes(secret) && !said.err.includes(secret), 'a secret was told');
    }
  } finally {
    echo.close();
  }
});
