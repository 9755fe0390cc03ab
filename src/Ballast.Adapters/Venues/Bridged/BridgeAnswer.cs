using System.Text.Json;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What became of a call. Closed: <see cref="Done"/>, <see cref="Refused"/>, <see cref="Lost"/>,
/// <see cref="NotSent"/>.</summary>
internal abstract record BridgeAnswer
{
    private BridgeAnswer()
    {
    }

    /// <summary>It was answered.</summary>
    public sealed record Done(JsonElement Result) : BridgeAnswer;

    /// <summary>It was answered with an error, the exchange's or the bridge's own.</summary>
    public sealed record Refused(BridgeFault Fault) : BridgeAnswer;

    /// <summary>It left, or may have left, and nothing came back: what was asked for may have been done.</summary>
    /// <param name="Code"><c>timeout</c>, <c>bridge-died</c> or <c>bridge-garbage</c>.</param>
    /// <param name="What">For people.</param>
    public sealed record Lost(string Code, string What) : BridgeAnswer;

    /// <summary>It never left this process: nothing was done.</summary>
    public sealed record NotSent(VenueError Why) : BridgeAnswer;
}
