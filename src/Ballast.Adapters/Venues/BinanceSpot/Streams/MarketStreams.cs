using System.Globalization;
using System.Text.Json;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot.Streams;

/// <summary>
/// Books and last trades as the exchange tells them. What is told is used while it is young; after that REST is asked,
/// and its answer shows whether nothing has changed or the stream has fallen silent. A silent one is opened anew. Safe
/// from any thread.
/// </summary>
internal sealed class MarketStreams : IStreamTalk, IDisposable
{
    // Changes of a book come ten times a second where there are any.
    private static readonly Duration Young = Duration.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly VenueClocks clocks;
    private readonly ILogger log;
    private readonly StreamLine line;
    private readonly Dictionary<string, FollowedMarket> markets = new(StringComparer.Ordinal);
    private bool isOpen;
    private int requests;

    /// <summary>Streams of an exchange; nothing is opened before a market is wanted.</summary>
    public MarketStreams(Uri address, VenueClocks clocks, ILogger log)
    {
        this.clocks = clocks;
        this.log = log;
        line = new StreamLine(new Uri(address, "/ws"), clocks.Machine, this);
    }

    /// <summary>How often a connection was opened.</summary>
    public int Openings => line.Openings;

    private Instant Now => Instant.FromDateTimeOffset(clocks.Venue.GetUtcNow());

    /// <summary>The book of a market as it is told, where that is whole and young.</summary>
    /// <returns><see langword="null"/> where REST must be asked; from now on the market is followed.</returns>
    public OrderBook? FindBook(string symbol, int levels)
    {
        lock (gate)
        {
            return Followed(symbol).Book is { IsWhole: true } book && IsYoung(book.At) ? book.Top(levels) : null;
        }
    }

    /// <summary>The last trade of a market, where that is young.</summary>
    public (Price Price, Instant At)? FindTrade(string symbol)
    {
        lock (gate)
        {
            return Followed(symbol).Trade is { } trade && IsYoung(trade.At) ? trade : null;
        }
    }

    /// <summary>Holds what REST says of a book against what the stream told.</summary>
    /// <param name="symbol">Which market.</param>
    /// <param name="asked">REST's answer, with its first thousand levels.</param>
    public void Compare(string symbol, BookMessage asked)
    {
        lock (gate)
        {
            FollowedMarket market = Followed(symbol);
            if (!isOpen)
            {
                return;
            }

            if (!market.Book.IsWhole)
            {
                market.Owed = null;
                market.Book.Begin(asked, Now);
            }
            else if (asked.LastUpdateId <= market.Book.LastId)
            {
                market.Owed = null;
                market.Book.Confirm(asked.LastUpdateId == market.Book.LastId ? Now : market.Book.At);
            }
            else if (market.Owed is { } owed && owed.Id > market.Book.LastId && Now - owed.Since > Young)
            {
                SilentStream(symbol, market, Now - owed.Since);
            }
            else if (market.Owed is null || market.Owed.Value.Id <= market.Book.LastId)
            {
                market.Owed = (asked.LastUpdateId, Now);
            }
        }
    }

    /// <inheritdoc/>
    public async Task BeginAsync(StreamLine line, CancellationToken cancellation)
    {
        string[] names;
        lock (gate)
        {
            isOpen = true;
            names = [.. markets.Keys];
        }

        if (names.Length > 0)
        {
            await SubscribeAsync(names, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Hear(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, BinanceMessages.Default.StreamMessage) is { } message)
            {
                Hear(message);
            }
        }
        catch (Exception odd) when (odd is JsonException or FormatException or OverflowException or ArgumentException)
        {
            // What cannot be read may have been a change of a book: all of them begin anew.
            StreamLog.Unreadable(log, odd.Message);
            line.Restart();
        }
    }

    /// <inheritdoc/>
    public void End()
    {
        lock (gate)
        {
            isOpen = false;
            foreach (FollowedMarket market in markets.Values)
            {
                market.Book.Forget();
                (market.Trade, market.Owed) = (null, null);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();

    private bool IsYoung(Instant at) => isOpen && Now - at is var age && age <= Young && age >= -Young;

    private FollowedMarket Followed(string symbol)
    {
        if (markets.TryGetValue(symbol, out FollowedMarket? market))
        {
            return market;
        }

        markets.Add(symbol, market = new FollowedMarket());
        if (markets.Count == 1)
        {
            line.Begin();
        }
        else if (isOpen)
        {
            _ = SubscribeAsync([symbol], CancellationToken.None);
        }

        return market;
    }

    private Task SubscribeAsync(string[] symbols, CancellationToken cancellation)
    {
        string names = string.Join(',', symbols.Select(symbol => symbol.ToLowerInvariant())
            .Select(symbol => $"\"{symbol}@depth@100ms\",\"{symbol}@trade\""));
        string id = Interlocked.Increment(ref requests).ToString(CultureInfo.InvariantCulture);
        return line.SayAsync($$"""{"method":"SUBSCRIBE","params":[{{names}}],"id":{{id}}}""", cancellation);
    }

    private void Hear(StreamMessage message)
    {
        if (message.Error is { } error)
        {
            StreamLog.Refused(log, error.Code, error.Message);
            return;
        }

        lock (gate)
        {
            if (message.Symbol is not { } symbol || !markets.TryGetValue(symbol, out FollowedMarket? market))
            {
                return;
            }

            if (message is
                {
                    Event: "depthUpdate", FirstId: not null, LastId: not null, Bids: not null, Asks: not null,
                    SentAt: not null,
                })
            {
                TakeChange(symbol, market, message);
            }
            else if (message is { Event: "trade", Price: { } price, TradedAt: { } at })
            {
                market.Trade = (new Price(price), Instant.FromUnixTimeMilliseconds(at));
            }
        }
    }

    private void TakeChange(string symbol, FollowedMarket market, StreamMessage change)
    {
        bool wasWhole = market.Book.IsWhole;
        if (market.Book.Take(change) && wasWhole)
        {
            StreamLog.Gap(log, symbol);
        }
    }

    private void SilentStream(string symbol, FollowedMarket market, Duration silence)
    {
        StreamLog.Silent(log, symbol, silence.TotalSeconds);
        market.Owed = null;
        line.Restart();
    }

    private sealed class FollowedMarket
    {
        public LocalBook Book { get; } = new();

        public (Price Price, Instant At)? Trade { get; set; }

        // A state of the book that REST has shown and the stream has not reached yet.
        public (long Id, Instant Since)? Owed { get; set; }
    }
}
