// What the bridge costs: node test/measure.js
// Start and memory of the process, and what a call costs over asking the same server directly.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { recorded } from './venue.js';
import { orderOf, rows } from './rows.js';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

function bridge() {
  const child = spawn(process.execPath, [at('../main.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let rest = '';
  child.stdout.on('data', (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const { id, ...answer } of lines.map((line) => JSON.parse(line))) {
      waiting.get(id)(answer);
      waiting.delete(id);
    }
  });
  let id = 0;
  const call = async (method, params = {}) => {
    id += 1;
    const answer = new Promise((resolve) => { waiting.set(id, resolve); });
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const { result, error } = await answer;
    if (error !== undefined) {
      throw new Error(`${method}: ${JSON.stringify(error)}`);
    }

    return result;
  };
  const megabytes = () => (
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024).toFixed(0);
  return { call, megabytes, end: () => child.stdin.end() };
}

async function timed(count, act) {
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await act(index);
    times.push(performance.now() - began);
  }

  times.sort((one, other) => one - other);
  const [least, median, most] = [times[0], times[count >> 1], times[Math.floor(count * 0.99)]];
  return `least ${least.toFixed(3)} ms, median ${median.toFixed(3)} ms, p99 ${most.toFixed(3)} ms`;
}

async function starts() {
  const firsts = [];
  const opens = [];
  for (let index = 0; index < 10; index += 1) {
    const began = performance.now();
    const one = bridge();
    await one.call('ping');
    firsts.push(performance.now() - began);
    const opened = performance.now();
    await one.call('open', { session: 'one', exchange: 'binance', market: 'spot', network: 'live' });
    opens.push(performance.now() - opened);
    one.end();
  }

  console.log(`start to first answer: least ${Math.min(...firsts).toFixed(0)} ms of 10`);
  console.log(`open binance: least ${Math.min(...opens).toFixed(0)} ms of 10`);
}

async function memory() {
  const one = bridge();
  await one.call('ping');
  console.log(`memory, nothing open: ${one.megabytes()} MB`);
  await one.call('open', { session: 'one', exchange: 'binance', market: 'spot', network: 'live' });
  console.log(`memory, binance open: ${one.megabytes()} MB`);
  const began = performance.now();
  for (const { exchange } of rows) {
    await one.call('open', { session: `all-${exchange}`, exchange, market: 'spot', network: 'live' });
  }

  const took = (performance.now() - began).toFixed(0);
  console.log(`memory, all ${rows.length} open: ${one.megabytes()} MB, opened in ${took} ms`);
  one.end();
  const whole = "import('ccxt').then(() => console.log(process.memoryUsage.rss() / 1048576 | 0, 'MB'))";
  const child = spawn(process.execPath, ['-e', whole], { cwd: at('..') });
  console.log(`memory, a process with the whole of ccxt: ${(await once(child.stdout, 'data'))[0].toString().trim()}`);
}

async function calls() {
  const { answers, spot } = recorded('binance');
  const markets = JSON.stringify(answers.find(({ to }) => to.endsWith('/exchangeInfo')).answer);
  const answer = JSON.parse(JSON.stringify(answers.find(({ to }) => to.startsWith('POST')).answer));
  const side = Array(20).fill(['2', '2']);
  const book = JSON.stringify({ lastUpdateId: 1, bids: side, asks: side });
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => { body += piece; });
    request.on('end', () => {
      const clientOrderId = new URLSearchParams(body).get('newClientOrderId');
      response.end(request.url.includes('exchangeInfo') ? markets
        : request.url.includes('depth') ? book : JSON.stringify({ ...answer, clientOrderId }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${server.address().port}`;
  const one = bridge();
  const credentials = { apiKey: 'measure', secret: 'measure' };
  await one.call('open', { session: 's', exchange: 'binance', market: 'spot', network: 'local', address, credentials });
  await one.call('markets', { session: 's' });
  const prepared = [];
  const numbered = (index) => (
    { ...orderOf(spot, 'spot'), clientId: `measure-${index}`, expiresAt: Date.now() + 60_000 });
  await timed(200, () => one.call('book', { session: 's', symbol: spot.symbol }));
  console.log(`ping: ${await timed(2000, () => one.call('ping'))}`);
  console.log(`book of 20 rows: ${await timed(1000, () => one.call('book', { session: 's', symbol: spot.symbol }))}`);
  console.log(`the same, asked directly: ${await timed(1000, async () => (await fetch(`${address}/depth`)).json())}`);
  console.log(`prepare: ${await timed(1000, async (index) => {
    const order = numbered(index);
    prepared.push({ order, request: (await one.call('prepare', { session: 's', order })).request });
  })}`);
  console.log(`send: ${await timed(1000, (index) => one.call('send', { session: 's', ...prepared[index] }))}`);
  console.log(`memory after these calls: ${one.megabytes()} MB`);
  one.end();
  server.closeAllConnections();
  server.close();
}

await starts();
await memory();
await calls();
