using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>An event with its place and time in the journal.</summary>
/// <param name="Sequence">The entry's number.</param>
/// <param name="Portfolio">Whose stream; <see langword="null"/> for the installation's own.</param>
/// <param name="At">Journaled time.</param>
/// <param name="Event">What happened.</param>
public sealed record StampedEvent(long Sequence, PortfolioId? Portfolio, Instant At, JournalEvent Event);
