using System.Collections.Immutable;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// A key that can do more than read and trade is refused, unless its owner has typed into the accounts file exactly
/// what it can do besides.
/// </summary>
internal static class KeyAcceptance
{
    /// <summary>The words that accept it.</summary>
    public static string Phrase(AccountId account, ImmutableArray<string> dangers) =>
        $"I accept that the key of {account} {string.Join(" and ", dangers)}";

    /// <summary>Why no order leaves with a key; <see langword="null"/> where it may place them.</summary>
    public static Reason? TradeObjection(KeyFacts key) =>
        key.CanTrade ? null : new Reason("key-cannot-trade", "the key may not place orders");

    /// <summary>Why a key must not be used; <see langword="null"/> where it may.</summary>
    public static ConnectionOpening.Refused? Danger(BinanceConnection connection, KeyFacts key)
    {
        string phrase = Phrase(connection.Account, key.Dangers);
        return key.Dangers.IsEmpty || connection.Accept == phrase
            ? null
            : new ConnectionOpening.Refused(
                new Reason(
                    "key-too-strong",
                    $"the key of {connection.Account} {string.Join(" and ", key.Dangers)}, which Ballast never needs "
                    + "and a thief does"),
                "make a key that may read and trade, may neither withdraw nor transfer, and works from this machine's "
                + $"address only; or write \"accept\": \"{phrase}\" into the account's entry, which status and doctor "
                + "then show for ever");
    }
}
