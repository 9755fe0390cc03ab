using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Health;

/// <summary>Which exchanges behind the bridge may trade, which may only be read, and why.</summary>
internal static class ExchangeChecks
{
    private const string Bridge = "bridge";

    /// <summary>A finding for each exchange of the bridge's table and one for all others that ccxt knows; one where
    /// the bridge does not answer.</summary>
    public static async Task<ImmutableArray<Symptom>> OfAsync(TimeProvider time, CancellationToken cancellation)
    {
        using ExchangeBridge? bridge = ExchangeBridge.Of(AppContext.BaseDirectory, time, NullLogger.Instance);
        if (bridge is null)
        {
            return [Symptom.Doubtful(Bridge, "not installed", "run scripts/install-bridge.sh to reach exchanges")];
        }

        return await bridge.ReadTableAsync(cancellation).ConfigureAwait(false) switch
        {
            Reading<ImmutableArray<ExchangeRow>>.Known { Value: var rows } =>
                [.. rows.Where(row => row.IsTested).Select(Of), .. OfOthers([.. rows.Where(row => !row.IsTested)])],
            Reading<ImmutableArray<ExchangeRow>>.Failed { Error: var error } =>
            [
                Symptom.Broken(
                    Bridge, error.Message, "install Node.js 20 or later and run scripts/install-bridge.sh"),
            ],
            _ => throw new UnreachableException(),
        };
    }

    private static Symptom[] OfOthers(ExchangeRow[] rows) => rows.Length == 0 ? [] :
    [
        Symptom.Well(
            $"{rows.Length} other exchanges",
            $"read-only (live): {rows[0].Verdict}, nor how it answers: "
            + string.Join(", ", rows.Select(row => row.Exchange))),
    ];

    private static Symptom Of(ExchangeRow row)
    {
        string networks = row.Sandbox.Length > 0 ? $"live, {row.Sandbox}" : "live alone: it has no test network";
        string keys = !row.TakesOrders ? ""
            : row.TellsKeys ? "; what a live key may do is asked for"
            : "; what a live key may do is not told, so its owner's typed word is wanted before orders";
        string perpetuals = !row.HasSwap ? ""
            : row.IsSwapProven && row.TakesOrders ? $"; perpetuals, for hedges without real money: {row.SwapWhy}"
            : $"; perpetuals are only shown: {row.SwapWhy}";
        return Symptom.Well(
            $"exchange {row.Exchange}",
            $"{(row.TakesOrders ? "orders" : "read-only")} ({networks}): {row.Verdict}{keys}{perpetuals}");
    }
}
