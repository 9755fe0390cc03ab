// What a key may do, from answers as the documentation of each exchange has them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { opened } from './rows.js';
import { bridgeTo, recorded } from './venue.js';

const expected = {
  binance: { known: true, canTrade: true, canWithdraw: false, canTransfer: true, isIpRestricted: false },
  coinbase: { known: true, canTrade: true, canWithdraw: false, canTransfer: false, isIpRestricted: null },
  okx: { known: true, canTrade: true, canWithdraw: false, canTransfer: null, isIpRestricted: true },
  bybit: { known: true, canTrade: true, canWithdraw: false, canTransfer: true, isIpRestricted: false },
  kucoin: { known: true, canTrade: true, canWithdraw: false, canTransfer: false, isIpRestricted: false },
  // The recorded key belongs to the recorded wallet.
  hyperliquid: { known: true, canTrade: true, canWithdraw: true, canTransfer: true, isIpRestricted: false },
  kraken: { known: false, canTrade: null, canWithdraw: null, canTransfer: null, isIpRestricted: null },
};

for (const [exchange, permissions] of Object.entries(expected)) {
  test(`${exchange} key permissions`, async () => {
    const { call } = await opened(exchange, 'spot');
    assert.deepEqual(await call('keyPermissions', { session: 's' }), permissions);
  });
}

test('hyperliquid lets a key that its owner appointed trade and no more', async () => {
  const { answers, credentials } = recorded('hyperliquid');
  const { call } = bridgeTo(answers);
  const walletAddress = `0x${'1'.repeat(40)}`;
  await call('open', {
    session: 's', exchange: 'hyperliquid', market: 'swap', network: 'live',
    credentials: { ...credentials, walletAddress } });
  const { canTrade, canWithdraw } = await call('keyPermissions', { session: 's' });
  assert.deepEqual({ canTrade, canWithdraw }, { canTrade: true, canWithdraw: false });
});
