import { at, Refused } from './failures.js';
import { orderResult } from './results.js';
import { provesNoEffect } from './outcome.js';
import { once, turn } from './wire.js';

/** How many orders a listing is asked for; as many found may mean that there are more. */
const PAGE = 100;

/**
 * The order that carries a client id.
 * @param {object} session an open session
 * @param {{symbol: string, clientId: string, since?: number}} params `since` bounds listings: the instant of the order
 * @returns {Promise<{order: object | null}>} `null` only where the exchange said that there is none
 */
export async function lookUp(session, params) {
  const { lookUp: way } = provenOf(session);
  await session.exchange.loadMarkets();
  const found = way.by === 'byClientId' ? await byClientId(session, params) : await byList(session, params);
  return { order: found };
}

/**
 * Cancels the order that carries a client id. One request, never repeated.
 * @param {object} session an open session
 * @param {{symbol: string, clientId: string, since?: number}} params as of `lookUp`
 * @returns {Promise<{order: object}>} what the exchange answered, which may say little: look the order up
 */
export async function cancel(session, { symbol, clientId, since }) {
  const { exchange } = session;
  const { cancel: way } = provenOf(session);
  await exchange.loadMarkets();
  let id = way.id === 'clientId' ? clientId : way.dummy;
  if (way.by === 'byOrderId') {
    const { order } = await lookUp(session, { symbol, clientId, since });
    if (order === null) {
      throw Object.assign(new session.errors.OrderNotFound(`${exchange.id} lists no order of this client id`));
    }

    id = order.orderId;
  }

  for (const step of session.calls.first ?? []) {
    await exchange[step]();
  }

  const params = { ...way.params, ...(way.param === undefined ? {} : { [way.param]: clientId }) };
  let hasLeft = false;
  const transmit = (request) => {
    hasLeft = true;
    return session.transmit(request);
  };
  try {
    await turn(exchange);
    const answer = await once(() => exchange.cancelOrder(id, symbol, params), transmit);
    // Binance names a cancellation by an id of its own.
    return { order: { ...orderResult(exchange, answer ?? {}), clientId } };
  } catch (error) {
    error.outcomeUnknown = hasLeft && !provesNoEffect(error, session.errors, way.rejection);
    throw error;
  }
}

function provenOf({ calls }) {
  if (calls.orders !== 'proven') {
    throw new Refused('ReadOnly', calls.why);
  }

  return calls;
}

async function byClientId({ exchange, calls, errors }, { symbol, clientId }) {
  const { param, params, dummy, id, absent } = calls.lookUp;
  const named = { ...params, ...(param === undefined ? {} : { [param]: clientId }) };
  let order;
  try {
    order = orderResult(exchange, await exchange.fetchOrder(id === 'clientId' ? clientId : dummy, symbol, named));
  } catch (error) {
    const saysAbsent = absent !== undefined && at(error.answer?.json, absent.path) === absent.value;
    if (error instanceof errors.OrderNotFound || saysAbsent) {
      return null;
    }

    throw error;
  }

  if (order.orderId === null || order.clientId !== clientId) {
    throw new errors.BadResponse(`${exchange.id} was asked for one client id and answered with another`);
  }

  return order;
}

async function byList({ exchange, calls, errors }, { symbol, clientId, since }) {
  const { lists, param, params } = calls.lookUp;
  for (const list of lists) {
    const filter = { ...params, ...(param === undefined ? {} : { [param]: clientId }) };
    const found = (await exchange[list](symbol, since, PAGE, filter)).map((order) => orderResult(exchange, order));
    const order = found.find((item) => item.clientId === clientId);
    if (order !== undefined) {
      return order;
    }

    if (found.length >= PAGE) {
      throw new errors.BadResponse(`${exchange.id} lists more than a page, which does not prove that one is absent`);
    }
  }

  return null;
}
