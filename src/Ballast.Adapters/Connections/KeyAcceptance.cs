using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Connections;

/// <summary>
/// A key that can do more than read and trade is refused, and one of which that is not known sends nothing, unless its
/// owner has typed into the accounts file exactly what it can, or perhaps can, do besides.
/// </summary>
internal static class KeyAcceptance
{
    /// <summary>The words that accept it.</summary>
    public static string Phrase(AccountId account, ImmutableArray<string> powers) =>
        $"I accept that the key of {account} {string.Join(" and ", powers)}";

    /// <summary>Why a key must not be used at all; <see langword="null"/> where it may.</summary>
    public static ConnectionOpening.Refused? Danger(AccountConnection connection, KeyVerdict key) =>
        key.Dangers.IsEmpty || IsAccepted(connection, key)
            ? null
            : new ConnectionOpening.Refused(
                new Reason(
                    "key-too-strong",
                    $"the key of {connection.Account} {string.Join(" and ", key.Dangers)}, which Ballast never needs "
                    + "and a thief does"),
                "make a key that may read and trade, may neither withdraw nor transfer, and works from this machine's "
                + $"address only; or write \"accept\": \"{Phrase(connection.Account, key.Powers)}\" into the account's "
                + "entry, which status and doctor then show for ever");

    /// <summary>Everything that stands against trading with a key; empty where nothing does.</summary>
    public static ImmutableArray<Reason> Faults(AccountConnection connection, KeyVerdict key)
    {
        IEnumerable<Reason> danger = Danger(connection, key) is { Why: var why } ? [why] : [];
        IEnumerable<Reason> doubt = Doubt(connection, key) is { } untold ? [untold] : [];
        IEnumerable<Reason> inability = key.CanTrade
            ? []
            : [new Reason("key-cannot-trade", $"the key of {connection.Account} may not place orders")];
        return [.. danger, .. doubt, .. inability];
    }

    private static Reason? Doubt(AccountConnection connection, KeyVerdict key) =>
        key.Doubts.IsEmpty || IsAccepted(connection, key)
            ? null
            : new Reason(
                "key-not-told",
                $"nobody can tell all that the key of {connection.Account} may do; if you know that it may neither "
                + "withdraw nor transfer and works from this machine's address only, write \"accept\": "
                + $"\"{Phrase(connection.Account, key.Powers)}\" into the account's entry");

    private static bool IsAccepted(AccountConnection connection, KeyVerdict key) =>
        connection.Accepted == Phrase(connection.Account, key.Powers);
}
