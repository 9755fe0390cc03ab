using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues.Bridge;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>The real bridge on recorded answers of one exchange: its live network is this machine.</summary>
internal static class RecordedBridge
{
    /// <summary>Starts one; answers given come before the recorded ones.</summary>
    /// <param name="exchange">Which exchange's answers.</param>
    /// <param name="answers">A JSON list of <c>{ "to": "GET host/path", "answer": ... }</c>; <c>{now}</c> and
    /// <c>{seconds}</c> in an answer are the time.</param>
    public static async Task<ExchangeBridge> StartAsync(string exchange, string answers)
    {
        await BridgePrograms.InstallAsync();
        string script = Path.Combine(BridgePrograms.Folder, "test", "recorded.js");
        return new ExchangeBridge(
            new BridgeProgram("node", [script, exchange, answers]),
            new BridgeLimits(),
            TimeProvider.System,
            new HeardLog());
    }

    /// <summary>An account at its live network, with secrets that none of them refuses.</summary>
    public static async Task<BridgedVenue> OpenAsync(ExchangeBridge bridge, string exchange) =>
        (await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = new AccountId("mine"),
                Exchange = exchange,
                Network = "live",
                Credentials = ImmutableSortedDictionary<string, Secret>.Empty
                    .Add("apiKey", new Secret("canary-key")).Add("secret", new Secret("Y2FuYXJ5LWtleQ=="))
                    .Add("password", new Secret("canary-word")),
                Venue = exchange,
            },
            bridge,
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            TestContext.Current.CancellationToken)).ShouldBeOfType<Reading<BridgedVenue>.Known>().Value;
}
