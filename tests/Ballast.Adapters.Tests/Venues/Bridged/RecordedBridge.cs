using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues.Bridge;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>The real bridge on recorded answers of one exchange: its live network is this machine.</summary>
internal static class RecordedBridge
{
    // Linux takes arguments of 128 KiB.
    private const int LongestArgument = 100_000;

    private static ImmutableSortedDictionary<string, Secret> Keys { get; } =
        ImmutableSortedDictionary<string, Secret>.Empty
            .Add("apiKey", new Secret("canary-key")).Add("secret", new Secret("Y2FuYXJ5LWtleQ=="))
            .Add("password", new Secret("canary-word"));

    // The key of that address in the documents of web3.js.
    private static ImmutableSortedDictionary<string, Secret> Signer { get; } =
        ImmutableSortedDictionary<string, Secret>.Empty.Add(
            "privateKey", new Secret("0x8da4ef21b864d2cc526dbdb2a120bd2874c36c9d0a1fb7f8c63d7f7a8b41de8f"));

    /// <summary>A market as the bridge names it, such as <c>BTC/USD</c>.</summary>
    public static Instrument MarketOf(string symbol) => symbol.Split('/') is [var asset, var quote]
        ? Instrument.Unfiltered(new Asset(asset), new Asset(quote)) with { Symbol = symbol }
        : throw new ArgumentException($"{symbol} is no market", nameof(symbol));

    /// <summary>Starts one; answers given come before the recorded ones.</summary>
    /// <param name="exchange">Which exchange's answers.</param>
    /// <param name="answers">A JSON list of <c>{ "to": "GET host/path", "answer": ... }</c>; <c>{now}</c> and
    /// <c>{seconds}</c> in an answer are the time.</param>
    public static async Task<ExchangeBridge> StartAsync(string exchange, string answers)
    {
        await BridgePrograms.InstallAsync();
        string script = Path.Combine(BridgePrograms.Folder, "test", "recorded.js");
        if (answers.Length > LongestArgument)
        {
            string file = Path.Combine(
                Directory.CreateTempSubdirectory("ballast-recorded-").FullName, "answers.json");
            await File.WriteAllTextAsync(file, answers, TestContext.Current.CancellationToken);
            answers = "@" + file;
        }

        return new ExchangeBridge(
            new BridgeProgram("node", [script, exchange, answers]),
            new BridgeLimits(),
            TimeProvider.System,
            new HeardLog());
    }

    /// <summary>An account at its live network, with secrets that none of them refuses.</summary>
    public static async Task<BridgedVenue> OpenAsync(ExchangeBridge bridge, string exchange)
    {
        Reading<BridgedVenue> opening = await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = new AccountId("mine"),
                Exchange = exchange,
                Network = "live",
                Credentials = exchange == "hyperliquid" ? Signer : Keys,
                Wallet = exchange == "hyperliquid" ? "0x63FaC9201494f0bd17B9892B9fae4d52fe3BD377" : null,
                Venue = exchange,
            },
            bridge,
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            TestContext.Current.CancellationToken);
        return opening.ShouldBeOfType<Reading<BridgedVenue>.Known>(
            (opening as Reading<BridgedVenue>.Failed)?.Error.ToString()).Value;
    }
}
