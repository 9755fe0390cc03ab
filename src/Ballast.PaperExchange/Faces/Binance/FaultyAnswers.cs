using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>What the faults of the transport and of throttling make of an answer.</summary>
internal static class FaultyAnswers
{
    private const string TooMuchWeight =
        "Too much request weight used; current limit is 6000 request weight per 1 MINUTE. "
        + "Please use WebSocket Streams for live updates to avoid polling the API.";

    /// <summary>The answer that a request gets without ever being looked at, or <see langword="null"/>.</summary>
    public static FaceAnswer? BeforeArrival(FaultSwitch faults, RequestScope scope)
    {
        if (faults.Draw(FaultKind.Down, scope) is not null)
        {
            return new FaceAnswer.Reset();
        }

        if (faults.Draw(FaultKind.TooManyRequests, scope) is { } throttled)
        {
            return Throttled(429, TooMuchWeight, throttled);
        }

        if (faults.Draw(FaultKind.Banned, scope) is { } banned)
        {
            return Throttled(418, "Way too much request weight used; IP banned.", banned);
        }

        return faults.Draw(FaultKind.Forbidden, scope) is null ? null
            : new FaceAnswer.Reply(403, "<html><body>403 Forbidden</body></html>");
    }

    /// <summary>What reaches the sender of a request that was executed.</summary>
    public static FaceAnswer AfterExecution(FaultSwitch faults, RequestScope scope, FaceAnswer.Reply answer)
    {
        if (faults.Draw(FaultKind.AnswerTimeout, scope) is not null)
        {
            return new FaceAnswer.Silence();
        }

        if (faults.Draw(FaultKind.AnswerReset, scope) is not null)
        {
            return new FaceAnswer.Reset();
        }

        if (faults.Draw(FaultKind.AnswerServerError, scope) is { } error)
        {
            return new FaceAnswer.Reply(
                error.Number is >= 500m and <= 599m ? (int)error.Number : 503, "Service Unavailable");
        }

        if (faults.Draw(FaultKind.AnswerUnexpected, scope) is not null)
        {
            return Coded(-1006, "An unexpected response was received from the message bus. Execution status unknown.");
        }

        if (faults.Draw(FaultKind.AnswerBackendTimeout, scope) is not null)
        {
            return Coded(
                -1007,
                "Timeout waiting for response from backend server. "
                    + "Send status unknown; execution status unknown.");
        }

        if (faults.Draw(FaultKind.AnswerGarbage, scope) is not null)
        {
            return new FaceAnswer.Reply(200, "\u0001<html>{{{");
        }

        return faults.Draw(FaultKind.LateAnswer, scope) is { } late
            ? answer with { Delay = TimeSpan.FromSeconds(late.Seconds) }
            : answer;
    }

    private static FaceAnswer.Reply Coded(int code, string message) => BinanceJson.Error(new Refusal(code, message));

    private static FaceAnswer.Reply Throttled(int status, string message, FaultRule rule) =>
        BinanceJson.Error(new Refusal(-1003, message))
            with
        { Status = status, RetryAfterSeconds = (int)Math.Ceiling(rule.Seconds) };
}
