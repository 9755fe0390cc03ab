using System.Collections.Immutable;
using Ballast.Adapters.Stores.Candles;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>
/// Fetches bars piece by piece into a file, each piece on the disk before the next is asked for. What an exchange does
/// not answer is asked again, later and later, and no earlier than it wants.
/// </summary>
internal sealed class BarPull(ICandleSource source, TimeProvider time)
{
    private const int BarsAtOnce = 500;

    /// <summary>Fetches what the file lacks at its end.</summary>
    /// <param name="terms">What is wanted.</param>
    /// <param name="market">Of which market.</param>
    /// <param name="file">Where it goes.</param>
    /// <param name="progress">Told how much of the time is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it between two pieces.</param>
    /// <returns>Why it stopped before the end; <see langword="null"/> where it did not.</returns>
    public async Task<VenueError?> RunAsync(
        PullTerms terms, (Asset Base, Asset Quote) market, CandleFile file, IProgress<double> progress,
        CancellationToken cancellation)
    {
        Instant from = file.Ends.Count > 0 ? Instant.Max(file.Ends[^1], terms.From) : terms.From;
        double all = Math.Max(1d, (terms.Until - terms.From).TotalSeconds);
        while (from < terms.Until)
        {
            Instant until = Instant.Min(terms.Until, from + (terms.BarLength * BarsAtOnce));
            CandleRequest request = new(market.Base, market.Quote, terms.BarLength, from, until);
            switch (await PatientRead.AskAsync(
                stop => source.ReadCandlesAsync(request, stop), time, cancellation).ConfigureAwait(false))
            {
                case Reading<ImmutableArray<Candle>>.Known { Value: var bars }:
                    file.Append(bars);
                    break;
                case Reading<ImmutableArray<Candle>>.Failed { Error: var error }:
                    return error;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            from = until;
            progress.Report((from - terms.From).TotalSeconds / all);
        }

        progress.Report(1d);
        return null;
    }
}
