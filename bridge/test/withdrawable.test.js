// Of which coins an exchange lets anything out. The answers have the fields of each exchange's documentation: BTC with
// two networks of which the second is as told, and SOL with one that is closed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rowOf } from '../src/table.js';
import { bridgeTo, recorded } from './venue.js';

const coins = {
  binance: ['GET api.binance.com/sapi/v1/capital/config/getall', (open) => [
    ['BTC', [false, open]], ['SOL', [false]],
  ].map(([coin, flags]) => ({
    coin, name: coin, trading: true, isLegalMoney: false, networkList: flags.map((flag, index) => ({
      network: `N${index}`, coin, withdrawEnable: flag, depositEnable: true, withdrawFee: '1', withdrawMin: '1', withdrawMax: '9',
      withdrawIntegerMultiple: '0.1', withdrawPrecision: 8,
    })),
  }))],
  okx: ['GET www.okx.com/api/v5/asset/currencies', (open) => ({
    code: '0', msg: '', data: [['BTC', 'Bitcoin', false], ['BTC', 'Lightning', open], ['SOL', 'Solana', false]].map(
      ([ccy, chain, canWd]) => ({ ccy, chain: `${ccy}-${chain}`, canWd, canDep: true, name: ccy, wdTickSz: '8' })),
  })],
  bybit: ['GET api.bybit.com/v5/asset/coin/query-info', (open) => ({
    retCode: 0, retMsg: '', result: { rows: [['BTC', ['0', open ? '1' : '0']], ['SOL', ['0']]].map(([coin, flags]) => ({
      name: coin, coin, remainAmount: '1', chains: flags.map((chainWithdraw, index) => ({
        chain: `N${index}`, chainType: coin, chainDeposit: '1', chainWithdraw, minAccuracy: '8' })),
    })) }, time: 1672194582264,
  })],
  kucoin: ['GET api.kucoin.com/api/v3/currencies', (open) => ({
    code: '200000', data: [['BTC', [false, open]], ['SOL', [false]]].map(([currency, flags]) => ({
      currency, name: currency, fullName: currency, precision: 8, chains: flags.map((isWithdrawEnabled, index) => ({
        chainName: `N${index}`, chainId: `n${index}`, isWithdrawEnabled, isDepositEnabled: true, withdrawPrecision: 8 })),
    })),
  })],
  gate: ['GET api.gateio.ws/api/v4/spot/currencies', (open) => [['BTC', [false, open]], ['SOL', [false]]].map(
    ([currency, flags]) => ({
      currency, name: currency, delisted: false, withdraw_disabled: !flags.includes(true), deposit_disabled: false, chain: 'N0',
      chains: flags.map((flag, index) => ({ name: `N${index}`, withdraw_disabled: !flag, deposit_disabled: false })),
    }))],
  bitget: ['GET api.bitget.com/api/v2/spot/public/coins', (open) => ({
    code: '00000', msg: 'success', data: [['BTC', [false, open]], ['SOL', [false]], ['EUR', []]].map(([coin, flags]) => ({
      coinId: coin, coin, transfer: 'true', chains: flags.map((flag, index) => ({
        chain: `N${index}`, withdrawable: `${flag}`, rechargeable: 'true', withdrawMinScale: '8' })),
    })),
  })],
  mexc: ['GET api.mexc.com/api/v3/capital/config/getall', (open) => [['BTC', [false, open]], ['SOL', [false]]].map(
    ([coin, flags]) => ({
      coin, name: coin, networkList: flags.map((withdrawEnable, index) => ({
        coin, name: coin, network: `N${index}`, netWork: `N${index}`, withdrawEnable, depositEnable: true })),
    }))],
  htx: ['GET api.huobi.pro/v2/reference/currencies', (open) => ({
    code: 200, data: [['btc', [false, open]], ['sol', [false]]].map(([currency, flags]) => ({
      currency, assetType: '1', instStatus: 'normal', chains: flags.map((flag, index) => ({
        chain: `${currency}n${index}`, baseChain: `N${index}`, withdrawStatus: flag ? 'allowed' : 'prohibited',
        depositStatus: 'allowed', withdrawPrecision: '8' })),
    })),
  })],
  cryptocom: ['POST api.crypto.com/exchange/v1/private/get-currency-networks', (open) => ({
    id: '1', method: 'private/get-currency-networks', code: 0, result: {
      update_time: 1747502281000, currency_map: Object.fromEntries([['BTC', [false, open]], ['SOL', [false]]].map(
        ([coin, flags]) => [coin, { full_name: coin, default_network: 'N0', network_list: flags.map(
          (withdraw_enabled, index) => ({ network_id: `N${index}`, withdraw_enabled, deposit_enabled: true })) }])) },
  })],
};

async function ask(exchange, answers) {
  const record = recorded(exchange);
  const { call } = bridgeTo([...answers, ...record.answers]);
  await call('open', { session: 's', exchange, market: 'spot', network: 'live', credentials: record.credentials });
  return call('withdrawable', { session: 's' });
}

for (const [exchange, [to, answer]] of Object.entries(coins)) {
  test(`${exchange} tells of which coins withdrawals are open`, async () => {
    assert.deepEqual(await ask(exchange, [{ to, answer: answer(true) }]), { open: 1, closed: 1 });
    assert.deepEqual(await ask(exchange, [{ to, answer: answer(false) }]), { open: 0, closed: 2 });
  });
}

// Nothing is suspended because an exchange has renamed its field, or tells it in other words.
for (const [exchange, [to, answer]] of Object.entries(coins)) {
  test(`${exchange} that does not say it in the words of its row says nothing`, async () => {
    const { withdrawals: { field } } = rowOf(exchange);
    const renamed = JSON.parse(JSON.stringify(answer(true)).replaceAll(`"${field}"`, '"renamed"'));
    assert.deepEqual(await ask(exchange, [{ to, answer: renamed }]), { open: 0, closed: 0 });
    const reworded = JSON.parse(JSON.stringify(answer(true)).replaceAll(
      new RegExp(`"${field}":("[^"]*"|true|false)`, 'g'), `"${field}":"paused"`));
    assert.deepEqual(await ask(exchange, [{ to, answer: reworded }]), { open: 0, closed: 0 });
  });
}

for (const exchange of ['coinbase', 'kraken', 'hyperliquid']) {
  test(`${exchange} does not tell, and is not asked`, async () => {
    assert.deepEqual(await ask(exchange, []), { open: 0, closed: 0 });
  });
}
