/**
 * Orders on Hyperliquid as their owner means them. Before its first order ccxt approves a fee for its builder and names
 * its referrer: neither is done. It signs no expiry with an order, so that a signed one would stay good for two days:
 * the parameter `expiresAfter`, in milliseconds since 1970, is signed with the order and sent beside it.
 * @param {object} exchange an instance of ccxt's hyperliquid
 */
export function plainHyperliquid(exchange) {
  Object.assign(exchange.options, { builderFee: false, approvedBuilderFee: false, refSet: true });
  exchange.initializeClient = async () => true;
  exchange.handleBuilderFeeApproval = async () => true;
  exchange.setRef = async () => true;

  const make = exchange.createOrdersRequest.bind(exchange);
  const sign = exchange.signL1Action.bind(exchange);
  exchange.createOrdersRequest = (orders, params) => {
    const { expiresAfter, ...rest } = orders[0].params;
    // Nothing waits between here and the end of the call, so that no other action is signed meanwhile.
    exchange.signL1Action = (action, nonce, vault) => sign(action, nonce, vault, expiresAfter);
    try {
      return { ...make([{ ...orders[0], params: rest }], params), expiresAfter };
    } finally {
      exchange.signL1Action = sign;
    }
  };
}
