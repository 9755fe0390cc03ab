using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Owner;

/// <summary>What connected accounts hold together, and what it is worth.</summary>
internal static class HeldAccounts
{
    /// <summary>Reads balances and prices; whatever is in the way is an answer.</summary>
    /// <param name="connections">The accounts.</param>
    /// <param name="directory">Where their secrets are.</param>
    /// <param name="terms">In which currency, and the machine's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<HeldReading> ReadAsync(
        ImmutableArray<AccountConnection> connections,
        string directory,
        (Asset Quote, TimeProvider Time) terms,
        CancellationToken cancellation)
    {
        ConnectionSurroundings surroundings = new(
            new SecretPlaces(directory, Environment.GetEnvironmentVariable),
            new VenueClocks(terms.Time, terms.Time),
            NullLoggerFactory.Instance);
        List<ConnectedAccount> opened = [];
        try
        {
            foreach (AccountConnection connection in connections)
            {
                switch (await OpenConnection.OfAsync(connection, surroundings, cancellation).ConfigureAwait(false))
                {
                    case ConnectionOpening.Opened { Account: var account }:
                        opened.Add(account);
                        break;
                    case ConnectionOpening.Refused refused:
                        return new HeldReading.Refused(refused.Why.Sentence, refused.WayOut);
                    default:
                        throw new UnreachableException();
                }
            }

            return await ReadAsync(opened, terms.Quote, cancellation).ConfigureAwait(false);
        }
        finally
        {
            opened.ForEach(account => account.Part.Dispose());
        }
    }

    private static async Task<HeldReading> ReadAsync(
        List<ConnectedAccount> accounts, Asset quote, CancellationToken cancellation)
    {
        SortedDictionary<Asset, decimal> held = [];
        foreach (ConnectedAccount account in accounts)
        {
            switch (await account.Ports.Balances.ReadBalancesAsync(account.Account, cancellation).ConfigureAwait(false))
            {
                case AccountReading.Read read:
                    foreach (Balance balance in read.Balances)
                    {
                        held[balance.Asset] = held.GetValueOrDefault(balance.Asset) + balance.Total.Value;
                    }

                    break;
                case AccountReading.Unreadable unreadable:
                    return new HeldReading.Refused(
                        $"account {account.Account} could not be read: {unreadable.Why.Sentence}",
                        "see 'ballast doctor'");
                default:
                    throw new UnreachableException();
            }
        }

        SortedDictionary<Asset, decimal> prices = new() { [quote] = 1m };
        foreach (IPriceSource source in accounts.Select(account => account.Prices).OfType<IPriceSource>())
        {
            if (await source.ReadPricesAsync([.. held.Keys], quote, cancellation).ConfigureAwait(false)
                is Reading<ImmutableArray<PriceQuote>>.Known known)
            {
                foreach (PriceQuote price in known.Value)
                {
                    prices.TryAdd(price.Asset, price.Price.Value);
                }
            }
        }

        return new HeldReading.Read(
            held.Where(pair => prices.ContainsKey(pair.Key)).ToImmutableSortedDictionary(
                pair => pair.Key, pair => new Money(pair.Value * prices[pair.Key])),
            [.. held.Keys.Where(asset => !prices.ContainsKey(asset))]);
    }
}

/// <summary>The answer to reading what accounts hold. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
internal abstract record HeldReading
{
    private HeldReading()
    {
    }

    /// <summary>All accounts answered.</summary>
    /// <param name="Values">Value of each asset that has a price, in the quote currency.</param>
    /// <param name="Unpriced">What is held and has no price.</param>
    public sealed record Read(ImmutableSortedDictionary<Asset, Money> Values, ImmutableArray<Asset> Unpriced)
        : HeldReading;

    /// <summary>One did not.</summary>
    public sealed record Refused(string Cause, string WayOut) : HeldReading;
}
