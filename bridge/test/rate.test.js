// How often an exchange is asked. ccxt counts the cost of Kraken's private requests in seconds: 6 for trades, 3 for
// orders and balances, 1 for public ones.
import assert from 'node:assert/strict';
import test, { mock } from 'node:test';
import { openSession } from '../src/session.js';
import { recorded, seamsTo } from './venue.js';

// ccxt keeps the timers that it finds when it is loaded, so they are the same for all tests.
mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1795290000000 });

async function waits(exchange, costs) {
  const { answers, credentials } = recorded(exchange);
  const session = await openSession(
    { exchange, market: 'spot', network: 'live', credentials }, { ...seamsTo(answers), isUnthrottled: false });
  const left = [];
  let known = 0;
  for (const cost of costs) {
    const turn = session.exchange.throttle(cost).then(() => { known += 1; });
    const begin = Date.now();
    const wanted = known + 1;
    for (let i = 0; known < wanted && i < 100_000; i += 1) {
      for (let yields = 0; known < wanted && yields < 20; yields += 1) {
        await Promise.resolve();
      }

      if (known < wanted) {
        mock.timers.tick(100);
      }
    }

    await turn;
    left.push(Date.now() - begin);
  }

  return left;
}

test('what a restart reads of Kraken leaves at once, and only then do requests wait', async () => {
  const restart = [1, 3, 3, 3, 3, 6];

  const left = await waits('kraken', [...restart, 6]);

  assert.deepEqual(left.slice(0, -1), restart.map(() => 0));
  assert.ok(left.at(-1) >= 19_000 && left.at(-1) <= 21_000, `${left.at(-1)}`);
});

test('no more is asked of Kraken in the long run than it allows', async () => {
  const left = await waits('kraken', Array.from({ length: 40 }, () => 6));

  const taken = left.reduce((sum, wait) => sum + wait, 0);
  assert.ok(taken >= (40 * 6 - 20) * 1000 - 20_000, `${taken}`);
});
