using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>The exchange's own order of things: one request after the other, each committed before its
/// answer.</summary>
internal interface IVenueTurns
{
    /// <summary>Carries out a request at the market's time.</summary>
    T Take<T>(Func<Instant, T> request);
}
