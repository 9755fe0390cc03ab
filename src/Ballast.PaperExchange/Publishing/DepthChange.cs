using System.Collections.Immutable;
using Ballast.PaperExchange.Matching;

namespace Ballast.PaperExchange.Publishing;

/// <summary>
/// How a book changed between two of its states: sizes as they are now, zero where a level is gone. Who has the book
/// of any number from <paramref name="FirstId"/> - 1 to <paramref name="LastId"/> and sets these levels has the book of
/// <paramref name="LastId"/>.
/// </summary>
/// <param name="FirstId">One more than the number at which the change before this one ended.</param>
/// <param name="LastId">The number of the book now.</param>
/// <param name="Bids">Changed bids, best first.</param>
/// <param name="Asks">Changed asks, best first.</param>
public sealed record DepthChange(
    long FirstId, long LastId, ImmutableArray<PublishedLevel> Bids, ImmutableArray<PublishedLevel> Asks);
