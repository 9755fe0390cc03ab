using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>What is to be fetched and where it goes.</summary>
internal sealed record PullTerms
{
    /// <summary>The lengths of bars that may be asked for.</summary>
    public static readonly ImmutableSortedDictionary<string, Duration> Timeframes =
        ImmutableSortedDictionary<string, Duration>.Empty
            .Add("1m", Duration.FromMinutes(1)).Add("1h", Duration.FromHours(1)).Add("1d", Duration.FromDays(1));

    /// <summary>The exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>What is traded there.</summary>
    public required ImmutableArray<(Asset Base, Asset Quote)> Markets { get; init; }

    /// <summary>The bars' length, as written.</summary>
    public required string Timeframe { get; init; }

    /// <summary>Bars end after this.</summary>
    public required Instant From { get; init; }

    /// <summary>Bars end at or before this.</summary>
    public required Instant Until { get; init; }

    /// <summary>The folder that files go to.</summary>
    public required string Folder { get; init; }

    /// <summary>The one file, where one was named; otherwise <see langword="null"/>.</summary>
    public required string? Out { get; init; }

    /// <summary>The bars' length.</summary>
    public Duration BarLength => Timeframes[Timeframe];

    /// <summary>The file of a market.</summary>
    public string FileOf(Asset @base, Asset quote) =>
        Out ?? Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{@base}-{quote}.csv.gz"));

    /// <summary>Reads <c>BTC/USDT</c> or <c>BTC-USDT</c>; <see langword="null"/> where it is neither.</summary>
    public static (Asset Base, Asset Quote)? MarketOf(string symbol)
    {
        string[] parts = symbol.Split(['/', '-']);
        return parts.Length == 2 && Asset.IsValid(parts[0]) && Asset.IsValid(parts[1])
            ? (new Asset(parts[0]), new Asset(parts[1]))
            : null;
    }
}
