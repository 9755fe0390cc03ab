using NodaTime;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>What one file has after a pull.</summary>
/// <param name="Id">The market, such as <c>BTC/USDT</c>.</param>
/// <param name="File">Where it is.</param>
/// <param name="Bars">How many bars it has.</param>
/// <param name="Added">How many of them are new.</param>
/// <param name="First">The end of the first; null where there is none.</param>
internal sealed record PulledFile(string Id, string File, int Bars, int Added, Instant? First)
{
    /// <summary>The end of the last bar; null where there is none.</summary>
    public required Instant? Last { get; init; }

    /// <summary>Where bars are missing between two that are there: the exchange has none.</summary>
    public required IReadOnlyList<PulledGap> Gaps { get; init; }

    /// <summary>The gaps of bars that should end one length after another.</summary>
    public static IReadOnlyList<PulledGap> GapsOf(IReadOnlyList<Instant> ends, Duration length) =>
    [
        .. ends.Zip(ends.Skip(1))
            .Where(pair => pair.Second - pair.First > length)
            .Select(pair => new PulledGap(
                pair.First, pair.Second, (long)((pair.Second - pair.First) / length) - 1)),
    ];
}

/// <summary>Bars that are missing.</summary>
/// <param name="After">The end of the bar before them.</param>
/// <param name="Until">The end of the bar behind them.</param>
/// <param name="Missing">How many there would be.</param>
internal sealed record PulledGap(Instant After, Instant Until, long Missing);
