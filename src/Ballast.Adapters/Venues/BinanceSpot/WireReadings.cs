using System.Net;
using System.Text.Json.Serialization.Metadata;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Turns answers to reads into readings.</summary>
internal static class WireReadings
{
    /// <summary>The value, or why there is none; nothing that changes nothing is ever "outcome unknown".</summary>
    public static Reading<T> Of<TMessage, T>(
        WireAnswer answer, JsonTypeInfo<TMessage> form, Func<TMessage, T> read)
    {
        if (answer is not WireAnswer.Answered { Status: HttpStatusCode.OK, Body: var body })
        {
            return new Reading<T>.Failed(BinanceErrors.ForRead(BinanceErrors.Of(answer)));
        }

        try
        {
            return new Reading<T>.Known(BinanceRecords.Read(body, form, read));
        }
        catch (FormatException error)
        {
            return new Reading<T>.Failed(BinanceErrors.ForRead(BinanceErrors.Unreadable(error.Message)));
        }
    }
}
